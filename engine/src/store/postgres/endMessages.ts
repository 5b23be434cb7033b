import type { MessageState, ReceiptRecord } from '../../delivery/message';
import type { OutboxContext } from './postgresOutbox';
import type { Report } from '../queries/reports';
import { receiptColumns } from './receiptColumns';
import { run, statement } from './statement';

/**
 * Ends messages of one segment by their receipts, and appends their events: most receipts need nothing else. Where some do, it
 * leaves the events to later, because the lock on events must be the last that is taken.
 */
const endMessages = statement<{ place: number | null; messageId: string | null; state: MessageState | null }>(
  'zgoda_end_messages',
  `WITH given AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[]) WITH ORDINALITY
      AS t (route, part_id, state, error_code, done_at_ms, event_id, place)
  ), known AS MATERIALIZED (
    SELECT given.*, part.message_sequence FROM given
    JOIN message_parts AS part ON part.route = given.route AND part.part_id = given.part_id
  ), ended AS (
    UPDATE deliveries SET
      state = known.state,
      reason = CASE WHEN known.state = 'delivered' THEN NULL ELSE known.error_code END,
      parts_delivered = CASE WHEN known.state = 'delivered' THEN 1 ELSE 0 END,
      final_at_ms = known.done_at_ms,
      changed_at_ms = $7::bigint
    FROM known
    WHERE deliveries.message_sequence = known.message_sequence AND deliveries.state = 'submitted' AND parts = 1
    RETURNING known.place, known.event_id, known.message_sequence, known.state
  ), others AS MATERIALIZED (
    SELECT place FROM given WHERE place NOT IN (SELECT place FROM ended)
  ), lock AS MATERIALIZED (
    SELECT pg_advisory_xact_lock($8::bigint) WHERE EXISTS (SELECT 1 FROM ended) AND NOT EXISTS (SELECT 1 FROM others)
  ), told AS (
    INSERT INTO events (id, kind, at_ms, message_id, state)
    SELECT event_id, 'delivery_report', $7::bigint, message.id, ended.state
    FROM lock CROSS JOIN ended JOIN messages AS message ON message.sequence = ended.message_sequence
  )
  SELECT place, NULL AS "messageId", NULL AS state FROM others
  UNION ALL
  SELECT NULL, message.id, ended.state FROM ended JOIN messages AS message ON message.sequence = ended.message_sequence
  WHERE EXISTS (SELECT 1 FROM others)`,
);

/** Ends what it can; returns the receipts that need a closer look, and the messages that were ended but not told of. */
export async function endSingles(
  { client, locks, ids }: OutboxContext,
  receipts: readonly ReceiptRecord[],
  nowMs: number,
): Promise<{ others: ReceiptRecord[]; untold: Report[] }> {
  if (receipts.length === 0) return { others: [], untold: [] };
  const eventIds = receipts.map(() => ids.next());
  const values = [...receiptColumns(receipts), eventIds, nowMs, locks.key('events')];
  const rows = await run(client, endMessages, values);
  const left = new Set(rows.map(({ place }) => place));
  return {
    others: receipts.filter((_, index) => left.has(index + 1)),
    untold: rows.flatMap(({ messageId, state }) => (messageId === null || state === null ? [] : { messageId, state })),
  };
}
