/** A text from a phone, as it was stored before the operator was answered. */
export interface InboundMessage {
  /** UUIDv7. */
  readonly id: string;
  readonly route: string;
  /** E.164 where it can be read so, else as the operator wrote it. */
  readonly from: string;
  readonly numberKey: string;
  /** Our number or short code. */
  readonly to: string;
  readonly text: string;
  readonly receivedAtMs: number;
  /** Same for a re-delivery of the same text; null for one put together from parts, and once nothing can be its re-delivery. */
  readonly deduplicationKey: string | null;
}

/** Inbound messages as delivery needs them stored. */
export interface InboundStore {
  /** Stores what is new; returns the ids that were (a re-delivery returns nothing). */
  appendInbound(messages: readonly InboundMessage[]): Promise<string[]>;
  /**
   * Makes the same words a new text, where the stored one came no later than `untilMs`; false where none is stored under the
   * key from then.
   */
  freeInboundKey(route: string, deduplicationKey: string, untilMs: number): Promise<boolean>;
  /** Stored messages that were not handled yet (a crash came between), oldest first; those behind `after` where it is given. */
  readUnhandledInbound(limit: number, after?: InboundMessage): Promise<InboundMessage[]>;
  /** The stored message of a route and deduplication key, unless it was handled. */
  findUnhandledInbound(route: string, deduplicationKey: string): Promise<InboundMessage | null>;
  /**
   * Notes the class that the reply was given; part of the transaction that acts on it. False where it was handled before:
   * then it must not be acted upon again.
   */
  markInboundHandled(id: string, replyClass: string): Promise<boolean>;
  /** Notes the message that answers the reply: the suppression that the reply asked for does not block it. */
  markInboundAnswered(id: string, messageId: string): Promise<void>;
  /** How many replies of a number were answered that came after a time. */
  countAnswers(numberKey: string, afterMs: number): Promise<number>;
  /** Unclear replies that no person has settled, oldest first; of one number where its key is given. */
  readFlaggedInbound(numberKey: string | null, limit: number): Promise<InboundMessage[]>;
  /**
   * Notes what a person took an unclear reply for; null where it is none, or was settled before, else the reply. Part of the
   * transaction that acts on it.
   */
  settleInbound(id: string, settledAs: 'stop' | 'reply'): Promise<InboundMessage | null>;
}
