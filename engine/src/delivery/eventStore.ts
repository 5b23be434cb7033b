import type { MessageState } from './message';

/** What an event tells of. */
export type EventKind =
  | 'reply_stop'
  | 'reply_start'
  | 'reply_help'
  | 'reply_keyword'
  | 'reply_other'
  | 'reply_unclear'
  | 'delivery_report'
  | 'request_due';

/** Something that happened, to be told to a flow. The id of `request_due` is the request's. It points at what it tells of and holds no personal data itself. */
export interface NewEvent {
  /** UUIDv7: the deduplication key. */
  readonly id: string;
  readonly kind: EventKind;
  readonly atMs: number;
  readonly contactId: string | null;
  /** The message of a delivery report. */
  readonly messageId: string | null;
  /** The inbound message of a reply. */
  readonly inboundId: string | null;
  /**
   * What a delivery report tells: the state that the message had come to. One that is told as `uncertain` may be told of again,
   * once more is known.
   */
  readonly state: MessageState | null;
}

/** An event with what it points at, as the store holds it now; blank once the person is erased. */
export interface StoredEvent extends NewEvent {
  /** Ascends; a consumer's position is the last sequence it handled. */
  readonly sequence: number;
  readonly number: string | null;
  /** The text of a reply. */
  readonly text: string | null;
  /** Our number, for a reply. */
  readonly to: string | null;
  readonly campaign: string | null;
}

/** Events as delivery needs them stored. */
export interface EventStore {
  appendEvents(events: readonly NewEvent[]): Promise<void>;
  /** Events after `afterSequence` of these kinds, in order, at most `limit`. */
  readEvents(kinds: readonly EventKind[], afterSequence: number, limit: number): Promise<StoredEvent[]>;
  lastEventSequence(): Promise<number>;
  /** A consumer's position; null for one never seen. */
  readConsumer(name: string): Promise<number | null>;
  /** Notes a consumer's position, and that it is there: one that is not seen for long is forgotten. */
  writeConsumer(name: string, sequence: number, seenAtMs: number): Promise<void>;
}
