import type { ClaimedMessage } from '../../delivery/message';
import { blockReasonSql, claimToken, promotedAtOnce, type Claim } from '../queries/outbox';
import type { StatementCache } from './statementCache';

/** See `OutboxStore.claimMessages`. */
export function createClaim(statements: StatementCache): (claim: Claim) => {
  claimed: ClaimedMessage[];
  blocked: number;
} {
  const newest = statements.prepare('SELECT 1 FROM leases WHERE name = ? AND owner = ? AND fence = ?');
  const promoteDue = createPromote(statements);
  const due = statements.prepareRows<DueRow>(`
    SELECT m.sequence, m.id, m.number, m.sender, m.text, m.encoding, m.segments, m.purpose, ${blockReasonSql}
    FROM deliveries AS d CROSS JOIN messages AS m ON m.sequence = d.message_sequence
    WHERE d.route = ? AND d.state = 'queued' ORDER BY d.priority DESC, d.message_sequence LIMIT ?`);
  const take = statements.prepare(`
    UPDATE deliveries SET state = 'claimed', claim = ?, claim_expires_at_ms = ?, changed_at_ms = ?
    WHERE message_sequence = ?`);
  const block = statements.prepare(`
    UPDATE deliveries SET state = 'blocked', reason = ?, final_at_ms = ?, changed_at_ms = ? WHERE message_sequence = ?`);

  return ({ route, lease, limit, leaseMs, nowMs }) => {
    if (newest.get(lease.name, lease.owner, lease.fence) === undefined) return { claimed: [], blocked: 0 };
    promoteDue(route, nowMs);
    const token = claimToken(lease);
    const claimed: ClaimedMessage[] = [];
    const rows = due.all(route, limit);
    for (const [sequence, id, number, sender, text, encoding, segments, purpose, blockReason] of rows) {
      if (blockReason !== null) {
        block.run(blockReason, nowMs, nowMs, sequence);
        continue;
      }
      take.run(token, nowMs + leaseMs, nowMs, sequence);
      claimed.push({ id, number, sender, text, encoding, segments, purpose });
    }
    return { claimed, blocked: rows.length - claimed.length };
  };
}

type DueRow = readonly [
  sequence: number,
  id: string,
  number: string,
  sender: string | null,
  text: string,
  encoding: ClaimedMessage['encoding'],
  segments: number,
  purpose: ClaimedMessage['purpose'],
  block: string | null,
];

/** Turns held messages that are due to queued, stepping from one priority to the next through the index. */
function createPromote(statements: StatementCache): (route: string, nowMs: number) => void {
  const nextPriority = statements.prepareRows<[priority: number | null]>(
    "SELECT max(priority) FROM deliveries WHERE route = ? AND state = 'held' AND priority < ?",
  );
  const promote = statements.prepare(`
    UPDATE deliveries SET state = 'queued', reason = NULL, not_before_ms = NULL, changed_at_ms = ?
    WHERE message_sequence IN (
      SELECT message_sequence FROM deliveries WHERE route = ? AND state = 'held' AND priority = ? AND not_before_ms <= ?
      ORDER BY not_before_ms LIMIT ?)`);

  return (route, nowMs) => {
    let below = Number.MAX_SAFE_INTEGER;
    for (;;) {
      const priority = nextPriority.get(route, below)?.[0] ?? null;
      if (priority === null) return;
      promote.run(nowMs, route, priority, nowMs, promotedAtOnce);
      below = priority;
    }
  };
}
