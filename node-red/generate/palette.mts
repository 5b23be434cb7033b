import type { Field } from '@zgoda/engine';
import type { Words } from './words.mts';

/** What a node adds to its description for the palette and the help; it lies beside the node. */
export interface Palette {
  /** Words of the property that people look at in the result: name, type, meaning. */
  readonly result?: readonly (readonly [name: string, type: string, meaning: Words])[];
  /** Whether its dialog has a button that tests the settings, and tells how they do once deployed. */
  readonly tested?: boolean;
  /** More paragraphs of the help, as HTML. */
  readonly details?: readonly Words[];
}

/** A node type, whole: all that its files are generated from. */
export interface NodeFace {
  readonly type: string;
  readonly kind: 'operation' | 'trigger' | 'config';
  readonly title: Words;
  readonly summary: Words;
  readonly fields: readonly Field[];
  readonly outputs: readonly Words[];
  /** Whether it works over an SMPP account, and in test mode without one. */
  readonly needsRoute: boolean;
  /** Whether its dialog offers an SMPP account. */
  readonly takesAccount: boolean;
  readonly resultKey: string | null;
  readonly palette: Palette;
}
