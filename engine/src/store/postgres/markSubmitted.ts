import type { MessageState, SubmitRecord } from '../../delivery/message';
import type { Lease } from '../../delivery/outboxStore';
import { claimToken } from '../queries/outbox';
import { applyEarly, takeEarly } from './earlyReceipts';
import { tell } from './markReceipts';
import type { OutboxContext } from './postgresOutbox';
import { run, statement } from './statement';

type Submitted = Extract<SubmitRecord, { state: 'submitted' }>;

const claimedBy = `messages.id = given.id AND message_sequence = messages.sequence
  AND claim = $1 AND state IN ('claimed', 'uncertain')`;

/**
 * An id that the operator uses again belongs to the newest message. The lock makes `markReceipts` wait with keeping a receipt
 * as early while its segment becomes known.
 */
const submit = statement<{ id: string }>(
  'zgoda_submit',
  `WITH given AS (
    SELECT * FROM unnest($2::text[], $3::bigint[]) AS t (id, parts)
  ), marked AS (
    UPDATE deliveries SET state = 'submitted', parts = given.parts, claim_expires_at_ms = NULL,
      submitted_at_ms = $4::bigint, changed_at_ms = $4::bigint
    FROM given, messages WHERE ${claimedBy}
    RETURNING messages.id, message_sequence
  ), lock AS MATERIALIZED (
    SELECT pg_advisory_xact_lock_shared($8::bigint)
  ), added AS (
    INSERT INTO message_parts (route, part_id, message_sequence)
    SELECT DISTINCT ON (part_id) $7::text, part_id, message_sequence
    FROM unnest($5::text[], $6::text[]) AS t (id, part_id) JOIN marked USING (id) CROSS JOIN lock
    ORDER BY part_id, message_sequence DESC
    ON CONFLICT (route, part_id) DO UPDATE SET message_sequence = excluded.message_sequence, state = NULL
  )
  SELECT id FROM marked`,
);

const reject = statement<{ id: string }>(
  'zgoda_reject',
  `WITH given AS (SELECT * FROM unnest($2::text[], $3::text[]) AS t (id, status))
  UPDATE deliveries SET state = 'rejected', reason = given.status, claim_expires_at_ms = NULL,
    final_at_ms = $4::bigint, changed_at_ms = $4::bigint
  FROM given, messages WHERE ${claimedBy}
  RETURNING messages.id`,
);

const leave = statement(
  'zgoda_leave',
  `WITH given AS (SELECT unnest($2::text[]) AS id)
  UPDATE deliveries SET state = 'uncertain', claim_expires_at_ms = NULL, changed_at_ms = $3::bigint
  FROM given, messages WHERE ${claimedBy}`,
);

/** An erased message has nothing left to send. */
const giveBack = statement<{ id: string; state: MessageState }>(
  'zgoda_give_back',
  `WITH given AS (SELECT * FROM unnest($2::text[], $3::bigint[], $5::text[]) AS t (id, due_ms, why))
  UPDATE deliveries SET claim = NULL, claim_expires_at_ms = NULL, changed_at_ms = $4::bigint,
    state = CASE WHEN number IS NULL THEN 'cancelled' WHEN due_ms IS NULL THEN 'queued' ELSE 'held' END,
    reason = CASE WHEN number IS NULL THEN 'erased' ELSE why END,
    quiet_until_ms = CASE WHEN why = 'quiet_hours' THEN due_ms ELSE quiet_until_ms END,
    not_before_ms = CASE WHEN number IS NULL THEN NULL ELSE due_ms END,
    final_at_ms = CASE WHEN number IS NULL THEN $4::bigint END
  FROM given, messages WHERE ${claimedBy}
  RETURNING messages.id, state`,
);

/** See `OutboxStore.markSubmitted`. */
export async function markSubmitted(
  context: OutboxContext,
  route: string,
  lease: Lease,
  records: readonly SubmitRecord[],
  nowMs: number,
): Promise<string[]> {
  const token = claimToken(lease);
  const of = <State extends SubmitRecord['state']>(state: State) =>
    records.filter((record): record is Extract<SubmitRecord, { state: State }> => record.state === state);
  const final = await markGivenBack(context, token, of('queued'), nowMs);
  await markUncertain(context, token, of('uncertain'), nowMs);
  final.push(...(await markRejected(context, token, of('rejected'), nowMs)));
  final.push(...(await markAccepted(context, route, token, of('submitted'), nowMs)));
  const ids = new Set(final);
  return records.map(({ id }) => id).filter((id) => ids.has(id));
}

async function markGivenBack(
  { client }: OutboxContext,
  token: string,
  records: readonly Extract<SubmitRecord, { state: 'queued' }>[],
  nowMs: number,
): Promise<string[]> {
  if (records.length === 0) return [];
  const values = [
    token,
    records.map(({ id }) => id),
    records.map(({ notBeforeMs }) => notBeforeMs),
    nowMs,
    records.map(({ reason }) => reason),
  ];
  const rows = await run(client, giveBack, values);
  return rows.filter(({ state }) => state === 'cancelled').map(({ id }) => id);
}

async function markUncertain(
  { client }: OutboxContext,
  token: string,
  records: readonly Extract<SubmitRecord, { state: 'uncertain' }>[],
  nowMs: number,
): Promise<void> {
  if (records.length > 0) await run(client, leave, [token, records.map(({ id }) => id), nowMs]);
}

async function markRejected(
  context: OutboxContext,
  token: string,
  records: readonly Extract<SubmitRecord, { state: 'rejected' }>[],
  nowMs: number,
): Promise<string[]> {
  if (records.length === 0) return [];
  const values = [token, records.map(({ id }) => id), records.map(({ status }) => status), nowMs];
  const rows = await run(context.client, reject, values);
  await tell(
    context,
    rows.map(({ id }) => id),
    nowMs,
  );
  return rows.map(({ id }) => id);
}

async function markAccepted(
  context: OutboxContext,
  route: string,
  token: string,
  records: readonly Submitted[],
  nowMs: number,
): Promise<string[]> {
  if (records.length === 0) return [];
  const parts = records.flatMap(({ id, partIds }) => partIds.map((partId) => ({ id, partId })));
  const partIds = parts.map(({ partId }) => partId);
  const marked = run(context.client, submit, [
    token,
    records.map(({ id }) => id),
    records.map((record) => record.partIds.length),
    nowMs,
    parts.map(({ id }) => id),
    partIds,
    route,
    context.locks.key(`parts ${route}`),
  ]);
  // A statement of its own, because it must see what was stored before the lock was given.
  const [, early] = await Promise.all([marked, takeEarly(context, route, partIds, nowMs)]);
  return applyEarly(context, early, nowMs);
}
