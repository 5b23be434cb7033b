import type { InboundMessage } from './inboundStore';

/** A part of a long text, as it was stored before the operator was answered. */
export interface InboundPart {
  readonly route: string;
  /** See `TransportPart`, for this and the other fields. */
  readonly textKey: string;
  readonly part: number;
  readonly total: number;
  readonly from: string;
  readonly numberKey: string;
  readonly to: string;
  readonly text: string;
  readonly content: string;
  /** Hash of the content, which stays when the text was handed over: a re-delivery of the part is known by it. */
  readonly contentHash: string;
  readonly receivedAtMs: number;
}

/** Parts of long texts as delivery needs them stored. One that was handed over no longer has what it says, only its hash. */
export interface InboundPartStore {
  /** Stores a part, in place of another one at its place; nothing where the very same waits already or was handed over. */
  appendInboundPart(part: InboundPart): Promise<void>;
  /** The parts of a text that wait, in order. */
  readInboundParts(route: string, textKey: string): Promise<InboundPart[]>;
  /**
   * Stores a text and takes what its parts say out of the store; false, with nothing changed, where other parts wait than
   * these.
   */
  handOverParts(message: InboundMessage, parts: readonly InboundPart[]): Promise<boolean>;
  /** Texts whose last part came until `beforeMs`, and the oldest where more than `most` wait; longest waiting first. */
  readOverdueTexts(route: string, beforeMs: number, most: number, limit: number): Promise<string[]>;
  /** Forgets parts that were handed over and came before `beforeMs`. */
  forgetInboundParts(route: string, beforeMs: number): Promise<void>;
}
