import type { ClaimedMessage } from '../../delivery/message';
import type { IdSource } from '../../shared/ids';
import { claimToken, type Claim } from '../queries/claims';
import { blockReasonSql } from '../queries/outbox';
import { answerLost } from '../queries/reasons';
import { createIsNewest } from './newestLease';
import { createTell } from './receiveReceipt';
import type { StatementCache } from './statementCache';

type DueRow = readonly [
  sequence: number,
  priority: number,
  id: string,
  number: string,
  sender: string | null,
  text: string,
  encoding: ClaimedMessage['encoding'],
  segments: number,
  purpose: ClaimedMessage['purpose'],
  place: string | null,
  reason: string | null,
  block: string | null,
];

const selectDue = `
  SELECT m.sequence, d.priority, m.id, m.number, m.sender, m.text, m.encoding, m.segments, m.purpose, m.place, d.reason,
    ${blockReasonSql}
  FROM deliveries AS d CROSS JOIN messages AS m ON m.sequence = d.message_sequence`;

/** See `OutboxStore.claimMessages`. */
export function createClaim(
  statements: StatementCache,
  ids: IdSource,
): (claim: Claim) => {
  claimed: ClaimedMessage[];
  blocked: number;
} {
  const isNewest = createIsNewest(statements);
  const queued = statements.prepareRows<DueRow>(`
    ${selectDue} WHERE d.route = ? AND d.state = 'queued' ORDER BY d.priority DESC, d.message_sequence LIMIT ?`);
  const held = createHeld(statements);
  const take = statements.prepare(`
    UPDATE deliveries SET state = 'claimed', reason = CASE WHEN reason = '${answerLost}' THEN reason END,
      not_before_ms = NULL, claim = ?, claim_expires_at_ms = ?, claimed_at_ms = ?, changed_at_ms = ? WHERE message_sequence = ?`);
  const block = statements.prepare(`
    UPDATE deliveries SET state = 'blocked', reason = ?, not_before_ms = NULL, final_at_ms = ?, changed_at_ms = ?
    WHERE message_sequence = ?`);

  // It was sent, and was to be sent again because its answer was lost.
  const leave = statements.prepare(`
    UPDATE deliveries SET state = 'uncertain', not_before_ms = NULL, changed_at_ms = ? WHERE message_sequence = ?`);
  const tell = createTell(statements, ids);

  function stop(sequence: number, id: string, reason: string | null, blockReason: string, nowMs: number): void {
    const isSent = reason === answerLost;
    if (isSent) leave.run(nowMs, sequence);
    else block.run(blockReason, nowMs, nowMs, sequence);
    tell(id, isSent ? 'uncertain' : 'blocked', nowMs);
  }

  return ({ route, lease, limit, leaseMs, nowMs }) => {
    if (!isNewest(lease)) return { claimed: [], blocked: 0 };
    const claim = claimToken(lease, ids.next());
    const claimed: ClaimedMessage[] = [];
    const rows = firstOf(queued.all(route, limit), held(route, nowMs, limit), limit);
    for (const [
      sequence,
      ,
      id,
      number,
      sender,
      text,
      encoding,
      segments,
      purpose,
      place,
      reason,
      blockReason,
    ] of rows) {
      if (blockReason !== null) {
        stop(sequence, id, reason, blockReason, nowMs);
        continue;
      }
      take.run(claim, nowMs + leaseMs, nowMs, nowMs, sequence);
      claimed.push({ id, claim, number, sender, text, encoding, segments, purpose, place });
    }
    return { claimed, blocked: rows.length - claimed.length };
  };
}

/**
 * Held messages that are due, at most `limit` of each priority. Steps from one priority to the next through the index,
 * because each has its own order of due times.
 */
function createHeld(statements: StatementCache): (route: string, nowMs: number, limit: number) => DueRow[] {
  const nextPriority = statements.prepareRows<[priority: number | null]>(
    "SELECT max(priority) FROM deliveries WHERE route = ? AND state = 'held' AND priority < ?",
  );
  const ofPriority = statements.prepareRows<DueRow>(`
    ${selectDue} WHERE d.route = ? AND d.state = 'held' AND d.priority = ? AND d.not_before_ms <= ?
    ORDER BY d.not_before_ms LIMIT ?`);

  return (route, nowMs, limit) => {
    const due: DueRow[] = [];
    let below = Number.MAX_SAFE_INTEGER;
    for (;;) {
      const priority = nextPriority.get(route, below)?.[0] ?? null;
      if (priority === null) return due;
      due.push(...ofPriority.all(route, priority, nowMs, limit));
      below = priority;
    }
  };
}

/** The first `limit` of both, highest priority first, then oldest. */
function firstOf(queued: DueRow[], held: DueRow[], limit: number): DueRow[] {
  if (held.length === 0) return queued;
  const bySequence = ([a]: DueRow, [b]: DueRow): number => a - b;
  return [...queued, ...held].sort((a, b) => b[1] - a[1] || bySequence(a, b)).slice(0, limit);
}
