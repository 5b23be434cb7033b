import type { ReceiptRecord } from '../../delivery/message';
import { otherFormsOf } from '../../transports/smpp/messageId';
import { anyFormMs, clockSkewMs } from '../queries/outbox';
import { findKnown, partName } from './knownParts';
import { applyTo } from './markReceipts';
import type { OutboxContext } from './postgresOutbox';
import { run, statement } from './statement';

/** A receipt that was kept, with when it came. */
interface EarlyReceipt extends ReceiptRecord {
  readonly receivedAtMs: number;
}

const taken = `RETURNING early.route, early.part_id AS "partId", state, error_code AS "errorCode", done_at_ms AS "doneAtMs",
    received_at_ms AS "receivedAtMs"`;

/**
 * The last row, where there is one without a part id, says that receipts of any form wait. Each id comes with its route, so that
 * it is found by both: an account that others send over keeps many receipts that nobody takes.
 */
const takeExact = statement<Omit<EarlyReceipt, 'partId'> & { partId: string | null }>(
  'zgoda_take_early',
  `WITH taken AS (
    DELETE FROM early_receipts AS early USING unnest($2::text[], $3::text[]) AS given (route, part_id)
    WHERE early.route = given.route AND early.part_id = given.part_id AND EXISTS (SELECT 1 FROM early_receipts)
    ${taken}
  )
  SELECT * FROM taken UNION ALL SELECT $1, NULL, NULL, NULL, NULL, NULL
  WHERE EXISTS (SELECT 1 FROM early_receipts WHERE route = $1 AND any_form = 1 AND received_at_ms >= $4)`,
);

const takeOther = statement<EarlyReceipt>(
  'zgoda_take_early_of_any_form',
  `DELETE FROM early_receipts AS early USING unnest($1::text[], $2::text[]) AS given (route, part_id)
  WHERE early.route = given.route AND early.part_id = given.part_id AND any_form = 1 ${taken}`,
);

/** Takes receipts that came before these segments were known, in every form that counts, under the segments' ids. */
export async function takeEarly(
  { client }: OutboxContext,
  route: string,
  partIds: readonly string[],
  nowMs: number,
): Promise<EarlyReceipt[]> {
  const rows = await run(client, takeExact, [route, partIds.map(() => route), partIds, nowMs - anyFormMs]);
  const exact = rows.flatMap((row) => (row.partId === null ? [] : [{ ...row, partId: row.partId, anyForm: false }]));
  if (exact.length === rows.length) return exact;
  const found = new Set(exact.map(({ partId }) => partId));
  const partIdOf = new Map<string, string>();
  for (const partId of partIds) {
    if (!found.has(partId)) for (const other of otherFormsOf(partId)) partIdOf.set(other, partId);
  }
  const otherIds = [...partIdOf.keys()];
  const others = await run(client, takeOther, [otherIds.map(() => route), otherIds]);
  return [
    ...exact,
    ...others.map((row) => ({ ...row, partId: partIdOf.get(row.partId) ?? row.partId, anyForm: false })),
  ];
}

/** Applies what `takeEarly` gave, but for receipts that came before their message was claimed; returns the ids of the messages that they end. */
export async function applyEarly(
  context: OutboxContext,
  receipts: readonly EarlyReceipt[],
  nowMs: number,
): Promise<string[]> {
  if (receipts.length === 0) return [];
  const known = await findKnown(context, receipts);
  const isForIt = (receipt: EarlyReceipt): boolean =>
    receipt.receivedAtMs >= (known.get(partName(receipt))?.claimedAtMs ?? nowMs) - clockSkewMs;
  return applyTo(context, known, receipts.filter(isForIt), nowMs);
}
