import type { NewMessage } from '../../delivery/message';
import type { ClaimAtOnce } from '../../delivery/outboxStore';
import type { IdSource } from '../../shared/ids';
import { claimToken } from '../queries/claims';
import { blockReasonSql } from '../queries/outbox';
import { createIsNewest } from './newestLease';
import type { StatementCache } from './statementCache';

/** What a new message is claimed with. */
export interface NewClaim {
  readonly token: string;
  readonly expiresAtMs: number;
  readonly claimedAtMs: number;
}

/** The claim for a message that was just stored under this sequence and may leave at once; null for any other. */
export type ClaimOne = (message: NewMessage, sequence: number | bigint) => NewClaim | null;

/** See `OutboxStore.appendMessages`. */
export function createClaimAtOnce(statements: StatementCache, ids: IdSource): (claim: ClaimAtOnce) => ClaimOne | null {
  const isNewest = createIsNewest(statements);
  const blockReason = statements.prepareRows<[reason: string | null]>(
    `SELECT ${blockReasonSql} FROM messages AS m WHERE m.sequence = ?`,
  );
  const waiting = statements.prepare(
    "SELECT 1 FROM deliveries WHERE route = ? AND state = 'queued' AND priority >= ? LIMIT 1",
  );
  const due = statements.prepare(
    "SELECT 1 FROM deliveries WHERE route = ? AND state = 'held' AND priority = ? AND not_before_ms <= ? LIMIT 1",
  );
  return ({ lease, leaseMs, nowMs }) => {
    if (!isNewest(lease)) return null;
    const claim = { token: claimToken(lease, ids.next()), expiresAtMs: nowMs + leaseMs, claimedAtMs: nowMs };
    /** Looked for once: those of this call do not wait for each other. */
    let othersWait: boolean | null = null;
    return ({ route, priority, purpose, state }, sequence) => {
      if (state !== 'queued' || purpose !== 'service') return null;
      othersWait ??= waiting.get(route, priority) !== undefined || due.get(route, priority, nowMs) !== undefined;
      return !othersWait && blockReason.get(sequence)?.[0] === null ? claim : null;
    };
  };
}
