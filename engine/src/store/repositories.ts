import { createCancelQueries } from './queries/cancel';
import { createContactQueries } from './queries/contacts';
import { createErasureQueries } from './queries/erasure';
import { createErasureRecordQueries } from './queries/erasureRecords';
import { createEventQueries } from './queries/events';
import { createGateFactQueries } from './queries/gateFacts';
import { createInboundQueries } from './queries/inbound';
import { createInboundPartQueries } from './queries/inboundParts';
import { createLedgerQueries } from './queries/ledger';
import { createOptInQueries } from './queries/optIns';
import { createOutboxQueries, type HotOutbox } from './queries/outbox';
import type { Tell } from './queries/reports';
import { createRetentionQueries } from './queries/retention';
import { createSettingQueries } from './queries/settings';
import { createRecipientQueries } from './queries/recipients';
import { createSubjectRequestQueries } from './queries/subjectRequests';
import { createSubjectQueries } from './queries/subjectRows';
import { createSuppressionQueries } from './queries/suppressions';
import { createTemplateQueries } from './queries/templates';
import { createUncertainQueries } from './queries/uncertain';
import { createWordingQueries } from './queries/wordings';
import { createWithdrawalLinkQueries } from './queries/withdrawalLinks';
import type { Session } from './session';
import type { Repositories } from './store';

/** What each engine does its own way. */
export interface EngineParts extends HotOutbox {
  compact(): Promise<void>;
  readonly tell: Tell;
  /** See `RetentionStore.tidy`. */
  tidy(): Promise<boolean>;
  /** How large the files are that `compact` rewrites; 0 where it does not hold up others. */
  readFileBytes(): Promise<number>;
  /** Waits until no other transaction appends to the ledger; holds until this one ends. */
  lockLedger(): Promise<void>;
  /** Waits until no other transaction appends events; holds until this one ends. */
  lockEvents(): Promise<void>;
  /** Makes every change of the tables but settings and leases throw `store_moved`, whoever makes it; null: no more. */
  refuseChanges(place: string | null): Promise<void>;
}

/** Every port over one session. */
export function createRepositories(session: Session, engine: EngineParts): Repositories {
  const { lockLedger, lockEvents, compact, tell, readFileBytes, refuseChanges, ...own } = engine;
  const settings = createSettingQueries(session, refuseChanges);
  return {
    ...createContactQueries(session),
    ...createLedgerQueries(session, lockLedger),
    ...createSuppressionQueries(session),
    ...createGateFactQueries(session),
    ...createOptInQueries(session),
    ...createWithdrawalLinkQueries(session),
    ...createErasureQueries(session, compact),
    ...createSubjectQueries(session),
    ...createSubjectRequestQueries(session),
    ...createRecipientQueries(session),
    ...createErasureRecordQueries(session),
    ...createOutboxQueries(session, tell),
    ...createCancelQueries(session, tell),
    ...createUncertainQueries(session),
    ...createEventQueries(session, lockEvents),
    ...createInboundQueries(session),
    ...createInboundPartQueries(session),
    ...createTemplateQueries(session),
    ...createWordingQueries(session),
    ...settings,
    ...createRetentionQueries(session, settings, readFileBytes),
    ...own,
  };
}
