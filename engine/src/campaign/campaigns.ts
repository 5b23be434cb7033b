import type { MessageState, NotSentReason } from '../delivery/message';
import type { Purpose } from '../shared/purpose';
import type { Result } from '../shared/result';

/** What one text is asked. */
export interface SendInput {
  readonly phone: string;
  readonly country?: string | undefined;
  /** Either a text or the name of a saved template. */
  readonly text?: string | undefined;
  readonly template?: string | undefined;
  /** A saved template's own comes first. */
  readonly purpose: Purpose;
  readonly campaign?: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly sender?: string | undefined;
  readonly encodingMode: 'keep' | 'simplify' | 'auto';
  /** ISO 8601. */
  readonly sendAt?: string | undefined;
  readonly deduplicationKey?: string | undefined;
  readonly wait: 'accepted' | 'submitted' | 'delivered';
  readonly waitSeconds: number;
}

/** What became of one text, as flows see it. A block is a result, not an error. */
export interface SendResult {
  readonly accepted: boolean;
  readonly messageId: string;
  readonly state: MessageState;
  /** Null when accepted, but for `quiet_hours`: accepted and held. */
  readonly reason: NotSentReason | null;
  /** One sentence for people: why it was not sent, or not yet. Else null. */
  readonly explanation: string | null;
  /** Until when a held text waits, ISO 8601, UTC. */
  readonly heldUntil: string | null;
  readonly contactId: string | null;
  /** The consent entry that a marketing text relies on. */
  readonly consentEntryId: string | null;
  readonly encoding: 'gsm7' | 'ucs2' | null;
  readonly segments: number;
}

/** What a report is asked. */
export interface ReportInput {
  readonly campaign: string;
}

/** What became of a campaign. */
export interface CampaignReport {
  readonly campaign: string;
  readonly accepted: number;
  readonly delivered: number;
  /** Accepted, without a final state yet. */
  readonly underway: number;
  /** Of those under way: waiting for the time that was set, or for the end of quiet hours. */
  readonly held: number;
  readonly failed: number;
  /** Accepted, then cancelled before they left. */
  readonly cancelled: number;
  readonly uncertain: number;
  /** By reason. */
  readonly notSent: Readonly<Record<string, number>>;
  readonly segments: number;
  /** From the first accepted to the last change; 0 for none. */
  readonly seconds: number;
}

/** Sends texts and reports on them. */
export interface Campaigns {
  /**
   * Checks, fills in and stores texts, 500 in one transaction; one result for each input, in order. When the store fails on
   * the way, the texts that were not stored fail with its error; rejects when it stored none.
   */
  send(inputs: readonly SendInput[], route: string | null): Promise<Result<SendResult>[]>;
  report(inputs: readonly ReportInput[]): Promise<Result<CampaignReport>[]>;
}
