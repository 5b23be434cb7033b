import type { ClaimedMessage } from '../../delivery/message';
import { claimToken, type Claim } from '../queries/claims';
import { blockReasonSql } from '../queries/outbox';
import { answerLost } from '../queries/reasons';
import type { OutboxContext } from './postgresOutbox';
import { serverTimeSql } from './postgresSession';
import { tell } from './markReceipts';
import { run, statement } from './statement';

/**
 * Held messages that are due are claimed as they are. For those it steps from one priority to the next through the index,
 * because each priority has its own order of due times. A message is blocked once, so the event that tells of it has its id. One
 * that was sent and is to be sent again, because its answer was lost, stays uncertain where it must not be.
 */
const claim = statement<Omit<ClaimedMessage, 'claim'> & { lost: boolean; block: string | null }>(
  'zgoda_claim',
  `WITH RECURSIVE lease AS MATERIALIZED (
    SELECT 1 FROM leases WHERE name = $2 AND owner = $3 AND fence = $4 FOR SHARE
  ), queued AS MATERIALIZED (
    SELECT message_sequence, priority, reason FROM deliveries
    WHERE route = $1 AND state = 'queued' AND EXISTS (SELECT 1 FROM lease)
    ORDER BY priority DESC, message_sequence LIMIT $5 FOR UPDATE SKIP LOCKED
  ), priorities AS (
    (SELECT priority FROM deliveries WHERE route = $1 AND state = 'held' AND EXISTS (SELECT 1 FROM lease)
      ORDER BY priority DESC LIMIT 1)
    UNION ALL
    SELECT (SELECT d.priority FROM deliveries AS d WHERE d.route = $1 AND d.state = 'held'
      AND d.priority < priorities.priority ORDER BY d.priority DESC LIMIT 1)
    FROM priorities WHERE priorities.priority IS NOT NULL
  ), held AS MATERIALIZED (
    SELECT due.* FROM priorities CROSS JOIN LATERAL (
      SELECT message_sequence, d.priority, d.reason FROM deliveries AS d WHERE d.route = $1 AND d.state = 'held'
        AND d.priority = priorities.priority AND d.not_before_ms <= $8
      ORDER BY d.not_before_ms LIMIT $5 FOR UPDATE SKIP LOCKED) AS due
  ), due AS MATERIALIZED (
    SELECT * FROM (SELECT * FROM queued UNION ALL SELECT * FROM held) AS both_kinds
    ORDER BY priority DESC, message_sequence LIMIT $5
  ), gated AS MATERIALIZED (
    SELECT m.sequence, due.priority, m.id, m.number, m.sender, m.text, m.encoding, m.segments, m.purpose,
      m.place, due.reason IS NOT DISTINCT FROM '${answerLost}' AS lost, ${blockReasonSql} AS block
    FROM due JOIN messages AS m ON m.sequence = due.message_sequence
  ), taken AS (
    UPDATE deliveries SET
      state = CASE WHEN block IS NULL THEN 'claimed' WHEN lost THEN 'uncertain' ELSE 'blocked' END,
      reason = CASE WHEN lost THEN reason ELSE block END,
      not_before_ms = NULL,
      claim = CASE WHEN block IS NULL THEN $6::text END,
      claim_expires_at_ms = CASE WHEN block IS NULL THEN ${serverTimeSql} + $7::bigint END,
      claimed_at_ms = CASE WHEN block IS NULL THEN $8::bigint END,
      final_at_ms = CASE WHEN block IS NOT NULL AND NOT lost THEN $8::bigint END,
      changed_at_ms = $8::bigint
    FROM gated WHERE message_sequence = gated.sequence
  ), lock AS MATERIALIZED (
    SELECT pg_advisory_xact_lock($9::bigint) WHERE EXISTS (SELECT 1 FROM gated WHERE block IS NOT NULL AND NOT lost)
  ), told AS (
    INSERT INTO events (id, kind, at_ms, message_id, state)
    SELECT id, 'delivery_report', $8::bigint, id, 'blocked' FROM lock CROSS JOIN gated
    WHERE block IS NOT NULL AND NOT lost
  )
  SELECT id, number, sender, text, encoding, segments, purpose, place, lost, block FROM gated ORDER BY priority DESC, sequence`,
);

/** See `OutboxStore.claimMessages`. */
export async function claimMessages(
  context: OutboxContext,
  { route, lease, limit, leaseMs, nowMs }: Claim,
): Promise<{ claimed: ClaimedMessage[]; blocked: number }> {
  const { client, locks, ids } = context;
  const token = claimToken(lease, ids.next());
  const rows = await run(client, claim, [
    route,
    lease.name,
    lease.owner,
    lease.fence,
    limit,
    token,
    leaseMs,
    nowMs,
    locks.key('events'),
  ]);
  const claimed = rows
    .filter(({ block }) => block === null)
    .map(({ block: _block, lost: _lost, ...message }): ClaimedMessage => ({ ...message, claim: token }));
  const left = rows.filter(({ block, lost }) => block !== null && lost);
  await tell(
    context,
    left.map(({ id }) => ({ messageId: id, state: 'uncertain' })),
    nowMs,
  );
  return { claimed, blocked: rows.length - claimed.length };
}
