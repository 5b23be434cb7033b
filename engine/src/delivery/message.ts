import type { Purpose } from '../shared/purpose';

/** Where a message is on its way. Final: delivered, undelivered, rejected, expired, blocked, cancelled. */
export type MessageState =
  | 'queued'
  | 'held'
  | 'claimed'
  | 'submitted'
  | 'delivered'
  | 'undelivered'
  | 'rejected'
  | 'expired'
  | 'blocked'
  | 'cancelled'
  | 'uncertain';

/** Why a message did not leave, or not yet. */
export type NotSentReason =
  | 'no_consent'
  | 'withdrawn'
  | 'suppressed'
  | 'minor_without_guardian'
  | 'invalid_number'
  | 'missing_variable'
  | 'unusable_variable'
  | 'empty_text'
  | 'text_too_long'
  | 'unwritable_text'
  | 'duplicate'
  | 'cancelled'
  | 'erased'
  | 'quiet_hours';

export type MessageEncoding = 'gsm7' | 'ucs2';

/** A message as it enters the outbox. */
export interface NewMessage {
  /** UUIDv7. */
  readonly id: string;
  /** The route that sends it; null for a blocked message. */
  readonly route: string | null;
  readonly campaign: string | null;
  readonly contactId: string | null;
  /** E.164; null when the number was unusable. */
  readonly number: string | null;
  readonly numberKey: string | null;
  readonly sender: string | null;
  readonly purpose: Purpose;
  readonly text: string | null;
  readonly encoding: MessageEncoding | null;
  readonly segments: number;
  /** `queued`, `held` (with `notBeforeMs`) or `blocked` (with `reason`). */
  readonly state: 'queued' | 'held' | 'blocked';
  readonly reason: NotSentReason | null;
  /** At most one message that is neither blocked nor cancelled can have it. */
  readonly deduplicationKey: string | null;
  /** The consent entry that a marketing message relies on. */
  readonly consentEntryId: string | null;
  /** Higher goes first: service before marketing. */
  readonly priority: number;
  readonly notBeforeMs: number | null;
  /** What the gate's decision rested on, as `compliance/gateGround` writes it; null where the gate was not asked. */
  readonly ground: string | null;
  /** Where a marketing message goes, for quiet hours; null for a service message. */
  readonly place: string | null;
}

/**
 * What became of an append: a blocked row with the same key is replaced, a cancelled one loses its key, any other one stands.
 * `claim`: the claim that took it at once, where one did.
 */
export type AppendOutcome =
  | { readonly outcome: 'appended'; readonly id: string; readonly claim?: string }
  | { readonly outcome: 'duplicate'; readonly id: string; readonly state: MessageState };

/** A message that this process alone may submit until its lease ends. */
export interface ClaimedMessage {
  readonly id: string;
  /** The claim that took it, named so by its lease and a number of its own: its outcome counts under that claim only. */
  readonly claim: string;
  readonly number: string;
  readonly sender: string | null;
  readonly text: string;
  readonly encoding: MessageEncoding;
  readonly segments: number;
  readonly purpose: Purpose;
  readonly place: string | null;
}

/** What the operator's answer (or its absence) makes of a claimed message. */
export type SubmitRecord = Pick<ClaimedMessage, 'id' | 'claim'> &
  /** `partIds`: the operator's id of each segment, in order. */
  (
    | { readonly state: 'submitted'; readonly partIds: readonly string[] }
    | { readonly state: 'rejected'; readonly status: string }
    /** Written, not answered. `resend`: it is to be sent once more. */
    | { readonly state: 'uncertain'; readonly resend?: boolean }
    /** Not taken by the operator: back into the queue, or held until a time. */
    | { readonly state: 'queued'; readonly notBeforeMs: number | null; readonly reason: 'quiet_hours' | null }
  );

/** What a delivery receipt says of one segment. */
export interface ReceiptRecord {
  readonly route: string;
  /** The operator's id, canonical. */
  readonly partId: string;
  /** Whether it may also be hexadecimal for a decimal id, or the other way round: how this operator writes is not known yet. */
  readonly anyForm: boolean;
  readonly state: 'delivered' | 'undelivered' | 'rejected' | 'expired';
  /** The operator's error code, when it gives one. */
  readonly errorCode: string | null;
  readonly doneAtMs: number;
}

/** A message as it stands in the store. */
export interface MessageRow {
  readonly id: string;
  readonly route: string | null;
  readonly campaign: string | null;
  readonly contactId: string | null;
  readonly number: string | null;
  readonly purpose: Purpose;
  readonly text: string | null;
  readonly encoding: MessageEncoding | null;
  readonly segments: number;
  readonly state: MessageState;
  readonly reason: string | null;
  readonly consentEntryId: string | null;
  readonly acceptedAtMs: number;
  readonly submittedAtMs: number | null;
  readonly finalAtMs: number | null;
  /** When a held message is due. */
  readonly notBeforeMs: number | null;
  /** Until when it was last held for quiet hours. */
  readonly quietUntilMs: number | null;
  /** See `NewMessage`. */
  readonly ground: string | null;
  /** Null once the person is erased. */
  readonly numberKey: string | null;
  readonly place: string | null;
}

/** Counts of one campaign's messages. */
export interface CampaignCounts {
  readonly byState: Readonly<Partial<Record<MessageState, number>>>;
  /** Blocked messages by reason. */
  readonly byReason: Readonly<Record<string, number>>;
  /** Segments of the messages that were not blocked. */
  readonly segments: number;
  readonly firstAcceptedAtMs: number | null;
  readonly lastChangedAtMs: number | null;
}
