import type { MessageState } from './message';

/** What became of messages that were to be cancelled; those that had left, or were over, are in neither list. */
export interface CancelOutcome {
  /** Ids of the queued or held ones: they will not leave. */
  readonly cancelled: readonly string[];
  /** Ids of the claimed ones: each turns to cancelled if its sender gives it back unwritten. */
  readonly claimed: readonly string[];
}

/** A message of a campaign, and where it stands. */
export interface CampaignMessage {
  readonly id: string;
  /** Ascends within the campaign. */
  readonly sequence: number;
  readonly state: MessageState;
}

/** Cancelling as delivery needs it stored. Every verb is one transaction, durable when its promise resolves. */
export interface CancelStore {
  /**
   * Queued or held messages turn to cancelled, each with a `delivery_report` event. Of claimed ones it is noted that they are to be cancelled: `readBlocked` gives
   * them to their sender, and nothing puts them back into the queue any more.
   */
  cancelMessages(ids: readonly string[], nowMs: number): Promise<CancelOutcome>;
  /** The messages of a campaign behind `afterSequence` (0: from the first), in order, at most `limit`. */
  readCampaignPage(campaign: string, afterSequence: number, limit: number): Promise<CampaignMessage[]>;
  /** The ids of the messages that have these deduplication keys, by key. */
  readKeyHolders(keys: readonly string[]): Promise<Map<string, string>>;
}
