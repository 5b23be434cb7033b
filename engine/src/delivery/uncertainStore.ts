/** A message whose outcome is not known. */
export interface UncertainRow {
  readonly id: string;
  readonly campaign: string | null;
  readonly route: string | null;
  /** E.164; null once it was taken away. */
  readonly number: string | null;
  readonly sinceMs: number;
}

/**
 * What a person takes an uncertain message for: `submitted`, the operator has it; `undelivered`, it did not arrive; `queued`, it is
 * to be sent again.
 */
export type Settlement = 'submitted' | 'undelivered' | 'queued';

/** Uncertain messages as delivery needs them stored. */
export interface UncertainStore {
  /** The oldest first, at most `limit`. Takes longer the more messages there are. */
  readUncertain(campaign: string | null, limit: number): Promise<UncertainRow[]>;
  /**
   * Settles those of these messages that are uncertain; nothing that their sender learns later changes them. One whose number
   * or text was taken away cannot be queued. Returns the ids that were settled.
   */
  settleUncertain(ids: readonly string[], settlement: Settlement, nowMs: number): Promise<string[]>;
}
