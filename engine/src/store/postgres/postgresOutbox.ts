import type { ClientBase } from 'pg';
import type { IdSource } from '../../shared/ids';
import type { HotOutbox } from '../queries/outbox';
import type { Tell } from '../queries/reports';
import { appendMessages } from './appendMessages';
import { claimMessages } from './claimMessages';
import { markReceipts, tell } from './markReceipts';
import { markSubmitted } from './markSubmitted';
import type { PostgresLocks } from './postgresLocks';

/** What the hot verbs work with: one connection inside a transaction. */
export interface OutboxContext {
  readonly client: ClientBase;
  readonly locks: PostgresLocks;
  readonly ids: IdSource;
}

/** The hot verbs of the outbox, each a few statements for a whole batch. */
export function createPostgresOutbox(context: OutboxContext): HotOutbox & { readonly tell: Tell } {
  return {
    appendMessages: (messages, nowMs, claim) => appendMessages(context, messages, nowMs, claim),
    claimMessages: (route, lease, limit, leaseMs, nowMs) =>
      claimMessages(context, { route, lease, limit, leaseMs, nowMs }),
    markSubmitted: (route, records, nowMs) => markSubmitted(context, route, records, nowMs),
    markReceipts: (receipts, nowMs) => markReceipts(context, receipts, nowMs),
    tell: (reports, nowMs) => tell(context, reports, nowMs),
  };
}
