import type { ReceiptRecord } from '../../delivery/message';
import type { OutboxContext } from './postgresOutbox';
import { run, statement } from './statement';

const markParts = statement<{ route: string; part_id: string; message_sequence: number }>(
  'zgoda_mark_parts',
  `UPDATE message_parts AS part SET state = given.state
  FROM unnest($1::text[], $2::text[], $3::text[]) AS given (route, part_id, state)
  WHERE part.route = given.route AND part.part_id = given.part_id AND part.state IS NULL
  RETURNING part.route, part.part_id, part.message_sequence`,
);

const findParts = statement<{ route: string; part_id: string }>(
  'zgoda_find_parts',
  `SELECT part.route, part.part_id FROM unnest($1::text[], $2::text[]) AS given (route, part_id)
  JOIN message_parts AS part USING (route, part_id)`,
);

const keepEarly = statement(
  'zgoda_keep_early',
  `INSERT INTO early_receipts (route, part_id, state, error_code, done_at_ms, received_at_ms)
  SELECT route, part_id, state, error_code, done_at_ms, $6::bigint
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
    AS given (route, part_id, state, error_code, done_at_ms)
  ON CONFLICT (route, part_id) DO UPDATE SET state = excluded.state, error_code = excluded.error_code,
    done_at_ms = excluded.done_at_ms, received_at_ms = excluded.received_at_ms`,
);

const deleteEarly = statement<ReceiptRecord & { receivedAtMs: number }>(
  'zgoda_take_early',
  `DELETE FROM early_receipts WHERE route = $1 AND part_id = ANY($2)
  RETURNING route, part_id AS "partId", state, error_code AS "errorCode", done_at_ms AS "doneAtMs",
    received_at_ms AS "receivedAtMs"`,
);

const progress = statement<{ id: string; final: boolean }>(
  'zgoda_progress',
  `WITH given AS (
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[])
      AS t (sequence, delivered, failure, error_code, done_at_ms)
  )
  UPDATE deliveries SET
    parts_delivered = parts_delivered + given.delivered,
    state = CASE WHEN given.failure IS NOT NULL THEN given.failure
      WHEN parts_delivered + given.delivered >= parts THEN 'delivered' ELSE state END,
    reason = given.error_code,
    final_at_ms = CASE WHEN given.failure IS NOT NULL OR parts_delivered + given.delivered >= parts
      THEN given.done_at_ms END,
    changed_at_ms = $6
  FROM given JOIN messages ON messages.sequence = given.sequence
  WHERE message_sequence = given.sequence AND state = 'submitted'
  RETURNING id, state <> 'submitted' AS final`,
);

const appendReports = statement(
  'zgoda_append_reports',
  `INSERT INTO events (id, kind, at_ms, message_id)
  SELECT id, 'delivery_report', $3::bigint, message_id FROM unnest($1::text[], $2::text[]) AS given (id, message_id)`,
);

/** See `OutboxStore.markReceipts`. */
export async function markReceipts(
  context: OutboxContext,
  receipts: readonly ReceiptRecord[],
  nowMs: number,
): Promise<{ matched: number; unmatched: number }> {
  const firsts = firstOfEachPart(receipts);
  const unknown = await unknownOf(context, firsts);
  // A segment may become known in this very moment: wait for those who are adding some, then look again.
  const routes = [...new Set(unknown.map(({ route }) => route))].sort();
  for (const route of routes) await context.locks.alone(`parts ${route}`);
  const early = unknown.length === 0 ? [] : await unknownOf(context, unknown);
  const isEarly = new Set(early.map(partName));
  await applyReceipts(
    context,
    firsts.filter((receipt) => !isEarly.has(partName(receipt))),
    nowMs,
  );
  if (early.length > 0) {
    await run(context.client, keepEarly, [...receiptColumns(early), nowMs]);
  }
  const unmatched = receipts.filter((receipt) => isEarly.has(partName(receipt))).length;
  return { matched: receipts.length - unmatched, unmatched };
}

/** Marks segments that are known, and the messages that they end; returns the ids of those. */
export async function applyReceipts(
  context: OutboxContext,
  receipts: readonly ReceiptRecord[],
  nowMs: number,
): Promise<string[]> {
  if (receipts.length === 0) return [];
  const [routes, partIds, states] = receiptColumns(receipts);
  const marked = await run(context.client, markParts, [routes, partIds, states]);
  if (marked.length === 0) return [];
  const sequences = new Map(marked.map((part) => [partName({ route: part.route, partId: part.part_id }), part]));
  const steps = stepsOf(receipts, (receipt) => sequences.get(partName(receipt))?.message_sequence);
  const rows = await run(context.client, progress, [
    steps.map(({ sequence }) => sequence),
    steps.map(({ delivered }) => delivered),
    steps.map(({ failure }) => failure?.state ?? null),
    steps.map(({ failure }) => failure?.errorCode ?? null),
    steps.map(({ doneAtMs }) => doneAtMs),
    nowMs,
  ]);
  const final = rows.filter((row) => row.final).map(({ id }) => id);
  await tell(context, final, nowMs);
  return final;
}

/** Receipts that came before these segments were known, no older than `sinceMs`; they are no longer kept. */
export async function takeEarly(
  { client }: OutboxContext,
  route: string,
  partIds: readonly string[],
  sinceMs: number,
): Promise<ReceiptRecord[]> {
  const rows = await run(client, deleteEarly, [route, partIds]);
  return rows.filter(({ receivedAtMs }) => receivedAtMs >= sinceMs);
}

/** Appends the `delivery_report` events of messages. */
export async function tell(
  { client, locks, ids }: OutboxContext,
  messageIds: readonly string[],
  nowMs: number,
): Promise<void> {
  if (messageIds.length === 0) return;
  await locks.alone('events');
  await run(client, appendReports, [messageIds.map(() => ids.next()), messageIds, nowMs]);
}

async function unknownOf({ client }: OutboxContext, receipts: readonly ReceiptRecord[]): Promise<ReceiptRecord[]> {
  const [routes, partIds] = receiptColumns(receipts);
  const found = await run(client, findParts, [routes, partIds]);
  const known = new Set(found.map(({ route, part_id }) => partName({ route, partId: part_id })));
  return receipts.filter((receipt) => !known.has(partName(receipt)));
}

/** What a batch of receipts does to one message. */
interface Step {
  readonly sequence: number;
  delivered: number;
  failure: ReceiptRecord | null;
  doneAtMs: number;
}

function stepsOf(
  receipts: readonly ReceiptRecord[],
  sequenceOf: (receipt: ReceiptRecord) => number | undefined,
): Step[] {
  const steps = new Map<number, Step>();
  for (const receipt of receipts) {
    const sequence = sequenceOf(receipt);
    if (sequence === undefined) continue;
    const step = steps.get(sequence) ?? { sequence, delivered: 0, failure: null, doneAtMs: 0 };
    steps.set(sequence, step);
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

const partName = ({ route, partId }: { route: string; partId: string }): string => `${route} ${partId}`;

function receiptColumns(
  receipts: readonly ReceiptRecord[],
): [string[], string[], string[], (string | null)[], number[]] {
  return [
    receipts.map(({ route }) => route),
    receipts.map(({ partId }) => partId),
    receipts.map(({ state }) => state),
    receipts.map(({ errorCode }) => errorCode),
    receipts.map(({ doneAtMs }) => doneAtMs),
  ];
}
