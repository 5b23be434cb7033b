import type { LedgerEntry } from '../compliance/consent';
import type { GateBasis } from '../compliance/gateGround';
import type { SuppressionReason } from '../compliance/suppression';
import type { MessageState } from '../delivery/message';
import type { Purpose } from '../shared/purpose';

/** Why a message was sent or not, years later too. It holds no number, name or text. Times are ISO 8601, UTC. */
export interface MessageExplanation {
  readonly messageId: string;
  readonly purpose: Purpose;
  readonly campaign: string | null;
  /** Whether it was a rehearsal that reached no phone. */
  readonly testMode: boolean;
  readonly state: MessageState;
  readonly reason: string | null;
  /** The whole story, one sentence after the other. */
  readonly sentences: readonly string[];
  /** What the gate decided when the message was accepted; null where it was not asked. */
  readonly decision: GateFinding | null;
  /** The entry of the ledger that the message relied on; null where it relied on none. */
  readonly consent: ConsentEvidence | null;
  /** What stopped it between its acceptance and its leaving; null: nothing did, or it cannot be told any more. */
  readonly stoppedBy: LaterBlock | null;
  readonly times: MessageTimes;
  /** Whether the person was erased since. */
  readonly erased: boolean;
}

/** A decision of the gate with the rule of law that was applied. */
export interface GateFinding {
  readonly basis: GateBasis;
  readonly since: string | null;
  /** `PL/marketing/2024-11-10`; null for a service text. */
  readonly rule: string | null;
  readonly jurisdiction: string | null;
  readonly source: string | null;
  readonly ruleSince: string | null;
}

/** A ledger entry as evidence. What is null was erased with the person; commitment and hash stay. */
export interface ConsentEvidence {
  readonly entryId: string;
  readonly act: LedgerEntry['act'];
  readonly actedAt: string;
  readonly recordedAt: string;
  readonly wordingName: string | null;
  readonly wordingVersion: string | null;
  readonly wordingSha256: string | null;
  readonly language: string | null;
  readonly method: string | null;
  readonly source: string | null;
  readonly byGuardian: boolean;
  readonly commitment: string;
  readonly hash: string;
  readonly erased: boolean;
}

/** A suppression or an act that came after the acceptance. */
export interface LaterBlock {
  readonly kind: 'suppression' | 'ledger_entry';
  readonly what: SuppressionReason | LedgerEntry['act'];
  readonly entryId: string | null;
  readonly since: string;
}

export interface MessageTimes {
  readonly accepted: string;
  /** Until when it is held now. */
  readonly heldUntil: string | null;
  /** Until when it was last held for quiet hours. */
  readonly quietUntil: string | null;
  /** When it was given to the operator. */
  readonly submitted: string | null;
  readonly final: string | null;
}

/** Explains messages. */
export interface Explanations {
  /** Throws `message_unknown`. */
  explain(messageId: string): Promise<MessageExplanation>;
}
