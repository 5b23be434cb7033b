import type { Purpose } from '../shared/purpose';
import type { MessageEncoding } from './message';

/** A message on its way to an operator. */
export interface TransportMessage {
  readonly id: string;
  /** E.164. */
  readonly number: string;
  /** Null: the account's own sender. */
  readonly sender: string | null;
  readonly text: string;
  readonly encoding: MessageEncoding;
  readonly segments: number;
  /** A service message goes before the marketing that waits. */
  readonly purpose: Purpose;
}

/** What became of one message. */
export type SubmitOutcome =
  | { readonly outcome: 'submitted'; readonly partIds: readonly string[] }
  /** `status`: the operator's status, by name and number. */
  | { readonly outcome: 'rejected'; readonly status: string }
  /** Written (at least in part), never answered. */
  | { readonly outcome: 'uncertain' }
  /** The operator has nothing of it: it can be sent again safely. `refused`: it would not take it for now, so others go first. */
  | { readonly outcome: 'unsent'; readonly refused?: true };

/** A delivery receipt, as the transport read it. */
export interface TransportReceipt {
  readonly partId: string;
  /** See `ReceiptRecord`. */
  readonly anyForm: boolean;
  readonly state: 'delivered' | 'undelivered' | 'rejected' | 'expired' | 'underway';
  readonly errorCode: string | null;
  readonly doneAtMs: number | null;
}

/** A text from a phone that came in one part. */
export interface TransportInbound {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Same for the same words between the same ends, sent by a person or delivered again. */
  readonly deduplicationKey: string;
}

/** One part of a longer text from a phone. */
export interface TransportPart {
  readonly from: string;
  readonly to: string;
  /** Same for the parts of one text; a phone uses it again after some hundred texts. */
  readonly textKey: string;
  /** From 1 to `total`. */
  readonly part: number;
  readonly total: number;
  /** How it reads alone. */
  readonly text: string;
  /** All that takes to read it with the others, for `JoinParts`. */
  readonly content: string;
}

/** Puts contents of parts, in order, together to their text; those that are missing are left out. */
export type JoinParts = (contents: readonly string[]) => string;

/** Whether a route can send, for people to read. */
export interface TransportStatus {
  readonly state: 'connecting' | 'ready' | 'waiting' | 'closed';
  /** What keeps it from sending, and how to mend it. */
  readonly problem: Error | null;
}

/** What a transport calls; a rejected promise makes it answer the operator with a temporary error. */
export interface TransportHandlers {
  /** For a receipt of any form resolves with the id of the part that waited for it, where no other can be meant; else null. */
  receipt(receipt: TransportReceipt): Promise<string | null>;
  inbound(message: TransportInbound): Promise<void>;
  inboundPart(part: TransportPart): Promise<void>;
  /** The operator surely has our answer to a text that came until `untilMs`: the same words are another text from now on. */
  settled(deduplicationKey: string, untilMs: number): Promise<void>;
  status(status: TransportStatus): void;
  /** There is room for more messages. */
  drained(): void;
}

/** A way to an operator. Reconnects for ever by itself; never throws for a network failure. */
export interface Transport {
  readonly name: string;
  /** Starts connecting. */
  open(handlers: TransportHandlers): void;
  /** How many messages may be submitted now without waiting long for their turn; 0 while not connected. */
  room(): number;
  /** How many service messages may be, where `room` is full of others. */
  urgentRoom(): number;
  /**
   * Every submitted message gets exactly one outcome, also when the link closes. Only after `uncertain` there may be another,
   * where the operator answered after all.
   */
  submit(message: TransportMessage, done: (outcome: SubmitOutcome) => void): void;
  /** Writes nothing more of these messages: one not begun comes back as unsent, one begun as uncertain. */
  revoke(ids: ReadonlySet<string>): void;
  status(): TransportStatus;
  /** Lets answers in flight come in for at most `drainMs`, unbinds, closes. */
  close(drainMs: number): Promise<void>;
}
