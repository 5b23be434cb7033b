import type { Source } from '../fields/drawnField.mts';

/** A field as the generated page hands it to this script. */
export interface EditorField {
  readonly name: string;
  readonly kind: string;
  readonly sources: readonly Source[];
  readonly values: readonly string[];
  readonly required: boolean;
  readonly preset: { readonly value: string; readonly source: Source };
  readonly showWhen?: { readonly field: string; readonly values: readonly string[] };
  /** Whether a written value has a text area of its own. */
  readonly area: boolean;
}

/** A node in the editor: its own properties beside what Node-RED keeps on it. */
export interface EditorNode {
  readonly name?: string;
  readonly account?: string;
  /** Looks a word up in the catalogue of the node's type; `values` fill its `__places__`. */
  _(key: string, values?: Readonly<Record<string, string | number>>): string;
  [property: string]: unknown;
}
