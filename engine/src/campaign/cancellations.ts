import type { MessageState } from '../delivery/message';
import type { Result } from '../shared/result';

/** What to cancel: the field that `by` names says which. */
export interface CancelInput {
  readonly by: 'campaign' | 'messageId' | 'deduplicationKey';
  readonly campaign?: string | undefined;
  readonly messageId?: string | undefined;
  readonly deduplicationKey?: string | undefined;
}

/** What cancelling came to. */
export interface CancelResult {
  /** Texts that will not leave, of those that were waiting until now. */
  readonly cancelled: number;
  /** Texts that it came too late for: the operator has them, may have them, or is being given them. */
  readonly alreadyLeft: number;
  /** Of those, how many are in each state. */
  readonly alreadyLeftByState: Readonly<Partial<Record<MessageState, number>>>;
  /** The one text; null for a campaign, and where no text has the key. */
  readonly messageId: string | null;
  /** How that text stands now. */
  readonly state: MessageState | null;
}

/** Cancels texts that have not left yet. */
export interface Cancellations {
  /**
   * One result for each input, in order; `message_unknown` and `campaign_unknown` for what does not exist, while a key that no
   * text has is a result. Cancelling again changes nothing. Waits up to 3 s for texts that a sender had taken but not written.
   */
  cancel(inputs: readonly CancelInput[]): Promise<Result<CancelResult>[]>;
}
