/** What has a time after which it is purged. */
export const purgeRules = ['messages', 'replies', 'events', 'receipts', 'signUps'] as const;

/** See `purgeRules`. */
export type PurgeRule = (typeof purgeRules)[number];

/** One step of a purge, a transaction of its own. */
export interface PurgeStep {
  /** How many rows were blanked or deleted. */
  readonly purged: number;
  /** Whether nothing more is old enough for now. */
  readonly done: boolean;
}

/** How much is held of one sort. */
export interface HeldCount {
  readonly rows: number;
  /** Epoch ms; null where there are none, or their time is not stored. */
  readonly oldestMs: number | null;
}

/** What a store holds, by sort. `texts` and `replyTexts` are what the purge takes away, `messages` and `replies` what stays. */
export interface Holdings {
  readonly contacts: HeldCount;
  readonly ledger: HeldCount;
  readonly suppressions: HeldCount;
  readonly messages: HeldCount;
  readonly texts: HeldCount;
  readonly replies: HeldCount;
  readonly replyTexts: HeldCount;
  readonly events: HeldCount;
  readonly consumers: HeldCount;
  readonly receipts: HeldCount;
  readonly signUps: HeldCount;
}

/** Whether a store can be rewritten without anybody waiting for it. */
export interface Quiet {
  /** Nothing is queued or claimed, and nothing held is due within the minute. */
  readonly isQuiet: boolean;
  /** How large the files are that would be rewritten. */
  readonly bytes: number;
}

/** Purging as the domain needs it stored. */
export interface RetentionStore {
  /**
   * Takes away what is older than `beforeMs`, looking at about `limit` rows: `messages`, the texts and numbers of messages that do not
   * wait to be sent; `replies`, the texts and numbers of handled replies; `events`, events whether they were read or not, and consumers
   * that nobody has used since; `receipts`, the operator's ids of messages that have not changed since, and receipts without a message; `signUps`,
   * requests to confirm a sign-up that ended before then. It
   * goes on where the last step ended. Rows of messages and replies stay, without their text, so that counts do.
   */
  purge(rule: PurgeRule, beforeMs: number, limit: number, nowMs: number): Promise<PurgeStep>;
  /**
   * Clears the logs of the database of what was purged, without holding up others; outside a transaction. Returns whether the
   * tables' pages may still have copies of a few rows, which only `compact` removes. Throws `store_busy` while somebody reads the log.
   */
  tidy(): Promise<boolean>;
  /** Looks through all that is held. */
  readQuiet(nowMs: number): Promise<Quiet>;
  /** Counts everything. Takes longer the more there is. */
  readHoldings(): Promise<Holdings>;
}
