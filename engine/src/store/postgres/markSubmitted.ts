import type { SubmitRecord } from '../../delivery/message';
import { answerLost, cancelAsked, isFirstLossSql } from '../queries/reasons';
import type { Report } from '../queries/reports';
import { applyEarly, takeEarly } from './earlyReceipts';
import { tell } from './markReceipts';
import type { OutboxContext } from './postgresOutbox';
import { run, statement } from './statement';

type RecordOf<State extends SubmitRecord['state']> = Extract<SubmitRecord, { state: State }>;

const claimedBy = `messages.id = given.id AND message_sequence = messages.sequence
  AND deliveries.claim = given.claim AND deliveries.state IN ('claimed', 'uncertain')`;

/**
 * An id that the operator uses again belongs to the newest message. The lock makes `markReceipts` wait with keeping a receipt
 * as early while its segment becomes known.
 */
const submit = statement<{ id: string }>(
  'zgoda_submit',
  `WITH given AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[]) AS t (claim, id, parts)
  ), marked AS (
    UPDATE deliveries SET state = 'submitted', reason = NULL, parts = given.parts, claim_expires_at_ms = NULL,
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

const reject = statement<Report>(
  'zgoda_reject',
  `WITH given AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS t (claim, id, status))
  UPDATE deliveries SET state = 'rejected', reason = given.status, claim_expires_at_ms = NULL,
    final_at_ms = $4::bigint, changed_at_ms = $4::bigint
  FROM given, messages WHERE ${claimedBy}
  RETURNING messages.id AS "messageId", state`,
);

/** An erased message has nothing left to send. */
const isResent = `(resend AND number IS NOT NULL AND ${isFirstLossSql})`;

const leave = statement<Report>(
  'zgoda_leave',
  `WITH given AS (SELECT * FROM unnest($1::text[], $2::text[], $4::boolean[]) AS t (claim, id, resend))
  UPDATE deliveries SET claim_expires_at_ms = NULL, changed_at_ms = $3::bigint,
    state = CASE WHEN ${isResent} THEN 'queued' ELSE 'uncertain' END,
    reason = CASE WHEN ${isResent} THEN '${answerLost}' ELSE reason END,
    claim = CASE WHEN NOT ${isResent} THEN deliveries.claim END
  FROM given, messages WHERE ${claimedBy} AND deliveries.state = 'claimed'
  RETURNING messages.id AS "messageId", state`,
);

const isOver = `(number IS NULL OR reason IS NOT DISTINCT FROM '${cancelAsked}')`;

/** An erased message has nothing left to send. */
const giveBack = statement<Report>(
  'zgoda_give_back',
  `WITH given AS (SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $5::text[]) AS t (claim, id, due_ms, why))
  UPDATE deliveries SET claim = NULL, claim_expires_at_ms = NULL, changed_at_ms = $4::bigint,
    state = CASE WHEN ${isOver} THEN 'cancelled' WHEN due_ms IS NULL THEN 'queued' ELSE 'held' END,
    reason = CASE WHEN number IS NULL THEN 'erased' WHEN ${isOver} THEN NULL WHEN reason = '${answerLost}' THEN reason
      ELSE why END,
    quiet_until_ms = CASE WHEN why = 'quiet_hours' THEN due_ms ELSE quiet_until_ms END,
    not_before_ms = CASE WHEN ${isOver} THEN NULL ELSE due_ms END,
    final_at_ms = CASE WHEN ${isOver} THEN $4::bigint END
  FROM given, messages WHERE ${claimedBy}
  RETURNING messages.id AS "messageId", state`,
);

/** See `OutboxStore.markSubmitted`. The lock on events is the last that it takes. */
export async function markSubmitted(
  context: OutboxContext,
  route: string,
  records: readonly SubmitRecord[],
  nowMs: number,
): Promise<string[]> {
  const of = <State extends SubmitRecord['state']>(state: State) =>
    records.filter((record): record is RecordOf<State> => record.state === state);
  const reports = [
    ...(await markGivenBack(context, of('queued'), nowMs)),
    ...(await markUncertain(context, of('uncertain'), nowMs)),
    ...(await markRejected(context, of('rejected'), nowMs)),
  ];
  const ended = await markAccepted(context, route, of('submitted'), nowMs);
  await tell(context, reports, nowMs);
  const final = reports.filter(({ state }) => state !== 'uncertain').map(({ messageId }) => messageId);
  const ids = new Set([...final, ...ended]);
  return [...new Set(records.map(({ id }) => id))].filter((id) => ids.has(id));
}

/** Whose outcomes these are, as arrays: claims and ids. */
const claimedColumns = (records: readonly SubmitRecord[]): [string[], string[]] => [
  records.map(({ claim }) => claim),
  records.map(({ id }) => id),
];

/** Returns those that were cancelled. */
async function markGivenBack(
  { client }: OutboxContext,
  records: readonly RecordOf<'queued'>[],
  nowMs: number,
): Promise<Report[]> {
  if (records.length === 0) return [];
  const rows = await run(client, giveBack, [
    ...claimedColumns(records),
    records.map(({ notBeforeMs }) => notBeforeMs),
    nowMs,
    records.map(({ reason }) => reason),
  ]);
  return rows.filter(({ state }) => state === 'cancelled');
}

/** Returns those that are not sent again. */
async function markUncertain(
  { client }: OutboxContext,
  records: readonly RecordOf<'uncertain'>[],
  nowMs: number,
): Promise<Report[]> {
  if (records.length === 0) return [];
  const rows = await run(client, leave, [
    ...claimedColumns(records),
    nowMs,
    records.map(({ resend = false }) => resend),
  ]);
  return rows.filter(({ state }) => state === 'uncertain');
}

async function markRejected(
  { client }: OutboxContext,
  records: readonly RecordOf<'rejected'>[],
  nowMs: number,
): Promise<Report[]> {
  if (records.length === 0) return [];
  return run(client, reject, [...claimedColumns(records), records.map(({ status }) => status), nowMs]);
}

/** Returns the ids of those that receipts which came before end, told of. */
async function markAccepted(
  context: OutboxContext,
  route: string,
  records: readonly RecordOf<'submitted'>[],
  nowMs: number,
): Promise<string[]> {
  if (records.length === 0) return [];
  const parts = records.flatMap(({ id, partIds }) => partIds.map((partId) => ({ id, partId })));
  const partIds = parts.map(({ partId }) => partId);
  const marked = run(context.client, submit, [
    ...claimedColumns(records),
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
