import type { ReceiptRecord } from '../../delivery/message';
import type { ReceiptCounts } from '../../delivery/outboxStore';
import type { Report } from '../queries/reports';
import { endSingles } from './endMessages';
import { findKnown, isOpen, knownIds, partName, type KnownPart, type KnownParts } from './knownParts';
import type { OutboxContext } from './postgresOutbox';
import { receiptColumns } from './receiptColumns';
import { run, statement } from './statement';

const markParts = statement<{ route: string; partId: string }>(
  'zgoda_mark_parts',
  `UPDATE message_parts AS part SET state = given.state
  FROM unnest($1::text[], $2::text[], $3::text[]) AS given (route, part_id, state)
  WHERE part.route = given.route AND part.part_id = given.part_id AND part.state IS NULL
  RETURNING part.route, part.part_id AS "partId"`,
);

const keepEarly = statement(
  'zgoda_keep_early',
  `INSERT INTO early_receipts (route, part_id, state, error_code, done_at_ms, received_at_ms, any_form)
  SELECT route, part_id, state, error_code, done_at_ms, $6::bigint, any_form
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $7::bigint[])
    AS given (route, part_id, state, error_code, done_at_ms, any_form)
  ON CONFLICT (route, part_id) DO UPDATE SET state = excluded.state, error_code = excluded.error_code,
    done_at_ms = excluded.done_at_ms, received_at_ms = excluded.received_at_ms, any_form = excluded.any_form`,
);

/** The lock on events is taken only where there is one to append, and as late as can be: it is held until the commit. */
const progress = statement<{ sequence: number }>(
  'zgoda_progress',
  `WITH given AS (
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $7::text[], $8::text[])
      AS t (sequence, delivered, failure, error_code, done_at_ms, message_id, event_id)
  ), moved AS (
    UPDATE deliveries SET
      parts_delivered = parts_delivered + given.delivered,
      state = CASE WHEN given.failure IS NOT NULL THEN given.failure
        WHEN parts_delivered + given.delivered >= parts THEN 'delivered' ELSE state END,
      reason = given.error_code,
      final_at_ms = CASE WHEN given.failure IS NOT NULL OR parts_delivered + given.delivered >= parts
        THEN given.done_at_ms END,
      changed_at_ms = $6::bigint
    FROM given WHERE message_sequence = given.sequence AND state = 'submitted'
    RETURNING given.sequence, given.message_id, given.event_id, state
  ), ended AS MATERIALIZED (
    SELECT * FROM moved WHERE state <> 'submitted'
  ), lock AS MATERIALIZED (
    SELECT pg_advisory_xact_lock($9::bigint) WHERE EXISTS (SELECT 1 FROM ended)
  ), told AS (
    INSERT INTO events (id, kind, at_ms, message_id, state)
    SELECT event_id, 'delivery_report', $6::bigint, message_id, state FROM lock CROSS JOIN ended
  )
  SELECT sequence FROM ended`,
);

const appendReports = statement(
  'zgoda_append_reports',
  `WITH lock AS MATERIALIZED (SELECT pg_advisory_xact_lock($4::bigint))
  INSERT INTO events (id, kind, at_ms, message_id, state) SELECT id, 'delivery_report', $3::bigint, message_id, state
  FROM lock CROSS JOIN unnest($1::text[], $2::text[], $5::text[]) AS given (id, message_id, state)`,
);

/** See `OutboxStore.markReceipts`. */
export async function markReceipts(
  context: OutboxContext,
  receipts: readonly ReceiptRecord[],
  nowMs: number,
): Promise<ReceiptCounts> {
  const firsts = firstOfEachPart(receipts);
  const plain = firsts.filter(({ anyForm }) => !anyForm);
  const { others, untold } = await endSingles(context, plain, nowMs);
  const left = plain.length === firsts.length ? others : [...others, ...firsts.filter(({ anyForm }) => anyForm)];
  const { early, recognised } = left.length === 0 ? nothingLeft : await markOthers(context, left, nowMs);
  await tell(context, untold, nowMs);
  const unknown = new Set(early.map(partName));
  const unmatched = receipts.filter((receipt) => unknown.has(partName(receipt))).length;
  return {
    matched: receipts.length - unmatched,
    unmatched,
    recognised: recognised.map(({ receipt, partId }) => ({ place: receipts.indexOf(receipt), partId })),
  };
}

/** What became of receipts that `endSingles` left. */
interface Others {
  /** Those whose segment is not known yet. */
  readonly early: readonly ReceiptRecord[];
  /** See `ReceiptCounts`. */
  readonly recognised: readonly { readonly receipt: ReceiptRecord; readonly partId: string }[];
}

const nothingLeft: Others = { early: [], recognised: [] };

async function markOthers(context: OutboxContext, receipts: readonly ReceiptRecord[], nowMs: number): Promise<Others> {
  const known = await findKnown(context, receipts);
  const unknown = receipts.filter((receipt) => knownIds(known, receipt).length === 0);
  // A segment may become known in this very moment: wait for those who are adding some, then look again.
  const routes = [...new Set(unknown.map(({ route }) => route))].sort();
  for (const route of routes) await context.locks.take(`parts ${route}`);
  if (unknown.length > 0) for (const [name, part] of await findKnown(context, unknown)) known.set(name, part);
  const early = receipts.filter((receipt) => knownIds(known, receipt).length === 0);
  await applyTo(context, known, firstOfEachPart(receipts.flatMap((receipt) => ofKnownPart(known, receipt))), nowMs);
  if (early.length > 0) await run(context.client, keepEarly, [...receiptColumns(early), nowMs, early.map(anyFormFlag)]);
  return { early, recognised: receipts.flatMap((receipt) => recognise(known, receipt)) };
}

/** The receipt under the id of its segment. */
function ofKnownPart(known: KnownParts, receipt: ReceiptRecord): ReceiptRecord[] {
  const [partId] = knownIds(known, receipt);
  return partId === undefined ? [] : [{ ...receipt, partId }];
}

function recognise(known: KnownParts, receipt: ReceiptRecord): Others['recognised'] {
  if (!receipt.anyForm) return [];
  const [partId, ...more] = knownIds(known, receipt);
  if (partId === undefined || more.length > 0) return [];
  return isOpen(known.get(partName({ route: receipt.route, partId }))) ? [{ receipt, partId }] : [];
}

const anyFormFlag = ({ anyForm }: ReceiptRecord): number => (anyForm ? 1 : 0);

/** Appends the `delivery_report` events of messages. */
export async function tell(
  { client, locks, ids }: OutboxContext,
  reports: readonly Report[],
  nowMs: number,
): Promise<void> {
  if (reports.length === 0) return;
  await run(client, appendReports, [
    reports.map(() => ids.next()),
    reports.map(({ messageId }) => messageId),
    nowMs,
    locks.key('events'),
    reports.map(({ state }) => state),
  ]);
}

/** Applies receipts to known segments; returns the ids of the messages that they end. */
export async function applyTo(
  context: OutboxContext,
  known: KnownParts,
  receipts: readonly ReceiptRecord[],
  nowMs: number,
): Promise<string[]> {
  const { client, locks, ids } = context;
  const steps = stepsOf(await claimParts(context, known, receipts), known);
  if (steps.length === 0) return [];
  const rows = await run(client, progress, [
    steps.map(({ part }) => part.sequence),
    steps.map(({ delivered }) => delivered),
    steps.map(({ failure }) => failure?.state ?? null),
    steps.map(({ failure }) => failure?.errorCode ?? null),
    steps.map(({ doneAtMs }) => doneAtMs),
    nowMs,
    steps.map(({ part }) => part.messageId),
    steps.map(() => ids.next()),
    locks.key('events'),
  ]);
  const ended = new Set(rows.map(({ sequence }) => sequence));
  return steps.filter(({ part }) => ended.has(part.sequence)).map(({ part }) => part.messageId);
}

/** The receipts that are the first of their segment; a lone segment needs no mark, since its message's state tells. */
async function claimParts(
  { client }: OutboxContext,
  known: KnownParts,
  receipts: readonly ReceiptRecord[],
): Promise<ReceiptRecord[]> {
  const open = receipts.filter((receipt) => isOpen(known.get(partName(receipt))));
  const ofSeveral = open.filter((receipt) => (known.get(partName(receipt))?.parts ?? 0) > 1);
  if (ofSeveral.length === 0) return open;
  const [routes, partIds, states] = receiptColumns(ofSeveral);
  const marked = new Set((await run(client, markParts, [routes, partIds, states])).map(partName));
  const severals = new Set(ofSeveral);
  return open.filter((receipt) => !severals.has(receipt) || marked.has(partName(receipt)));
}

/** What a batch of receipts does to one message. */
interface Step {
  readonly part: KnownPart;
  delivered: number;
  failure: ReceiptRecord | null;
  doneAtMs: number;
}

function stepsOf(receipts: readonly ReceiptRecord[], known: KnownParts): Step[] {
  const steps = new Map<number, Step>();
  for (const receipt of receipts) {
    const part = known.get(partName(receipt));
    if (part === undefined) continue;
    const step = steps.get(part.sequence) ?? { part, delivered: 0, failure: null, doneAtMs: 0 };
    steps.set(part.sequence, step);
    if (step.failure !== null) continue;
    step.doneAtMs = receipt.doneAtMs;
    if (receipt.state === 'delivered') step.delivered += 1;
    else step.failure = receipt;
  }
  return [...steps.values()];
}

function firstOfEachPart(receipts: readonly ReceiptRecord[]): ReceiptRecord[] {
  const firsts = new Map<string, ReceiptRecord>();
  for (const receipt of receipts) if (!firsts.has(partName(receipt))) firsts.set(partName(receipt), receipt);
  return [...firsts.values()];
}
