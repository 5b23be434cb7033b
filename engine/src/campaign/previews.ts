import type { Result } from '../shared/result';

/** What a preview is asked. */
export interface PreviewInput {
  /** Either a text or the name of a saved template. */
  readonly text?: string | undefined;
  readonly template?: string | undefined;
  /** A person whose fields fill the text in, if it is a contact's number. */
  readonly phone?: string | undefined;
  readonly country?: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** BCP 47; else the contact's. */
  readonly language?: string | undefined;
  readonly encodingMode: 'keep' | 'simplify' | 'auto';
  readonly pricePerSegment?: number | undefined;
}

/** How a text would go out, as flows see it. */
export interface PreviewResult {
  /** Filled in, as it would be sent. */
  readonly text: string;
  readonly encoding: 'gsm7' | 'ucs2';
  readonly segments: number;
  /** Room in the last segment. */
  readonly charactersLeft: number;
  /** Segments times price, in the price's currency; null without a price. */
  readonly cost: number | null;
  /** The characters that more than halve the room, each once, in order; none for `gsm7`. */
  readonly specialCharacters: readonly string[];
  /** Sentences on what to change to save a segment, the best first. */
  readonly advice: readonly string[];
  /** Why it would not be sent as it is; null when it would. */
  readonly problem: string | null;
  /** The contact whose fields were used. */
  readonly contactId: string | null;
}

/** Shows texts before they are sent. Sends, stores and blocks nothing. */
export interface Previews {
  /** As the route would send them, at its price where an input gives none; null: as any operator takes them. */
  preview(inputs: readonly PreviewInput[], route: string | null): Promise<Result<PreviewResult>[]>;
}
