import type { DataCategory } from '../dataInventory';

/** A third party that is given data of people, and told when one of them is erased (GDPR Art. 19). */
export interface Recipient {
  /** UUIDv7. Its signing secret is derived from it. */
  readonly id: string;
  readonly name: string;
  /** HTTPS. */
  readonly url: string;
  /** What it is given of people. */
  readonly categories: readonly DataCategory[];
  /** The attribute of contacts that holds the recipient's own reference of the person; null: it knows them by number. */
  readonly referenceAttribute: string | null;
  /** Whether its address may be a private one. */
  readonly allowPrivate: boolean;
  readonly addedAtMs: number;
}

/** Where the telling of one recipient of one erasure stands. */
export type NoticeState = 'waiting' | 'acknowledged' | 'refused' | 'expired';

/** One recipient to be told of one erasure. */
export interface RecipientNotice {
  /** UUIDv7; the same with every attempt. */
  readonly id: string;
  readonly recipientId: string;
  readonly erasureId: string;
  /** What is sent, encrypted; null once it is settled. */
  readonly sealed: string | null;
  readonly createdAtMs: number;
}

/** A notice as the log shows it: it holds no personal data. */
export interface NoticeReport extends Omit<RecipientNotice, 'sealed'> {
  readonly recipient: string;
  readonly state: NoticeState;
  readonly attempts: number;
  /** An HTTP status, or a short code of what went wrong; null before the first attempt. */
  readonly lastAnswer: string | null;
  readonly nextAtMs: number;
  readonly settledAtMs: number | null;
}

/** A notice that this process may send until its lease ends. */
export interface ClaimedNotice extends RecipientNotice {
  /** With this one. */
  readonly attempts: number;
}

/** Recipients and notices as the domain needs them stored. */
export interface RecipientStore {
  /** False where another recipient has the name. */
  addRecipient(recipient: Recipient): Promise<boolean>;
  /** Its notices that wait are still sent; false for an unknown name. */
  removeRecipient(name: string, nowMs: number): Promise<boolean>;
  /** In order of name; those removed are left out. */
  readRecipients(): Promise<Recipient[]>;
  /** Also one that was removed; null for an unknown id. */
  readRecipient(id: string): Promise<Recipient | null>;
  appendNotices(notices: readonly RecipientNotice[]): Promise<void>;
  /** Claims up to `limit` notices that are due, each for `leaseMs`. */
  claimNotices(limit: number, leaseMs: number, nowMs: number): Promise<ClaimedNotice[]>;
  /** Waits for another attempt. */
  postponeNotice(id: string, nextAtMs: number, lastAnswer: string): Promise<void>;
  /** Settles a notice and wipes what was to be sent. */
  settleNotice(
    id: string,
    state: Exclude<NoticeState, 'waiting'>,
    lastAnswer: string | null,
    nowMs: number,
  ): Promise<void>;
  /** When the next notice is due; null: none waits. */
  readNextNotice(): Promise<number | null>;
  /** The newest first, at most `limit`. */
  readNotices(limit: number): Promise<NoticeReport[]>;
}
