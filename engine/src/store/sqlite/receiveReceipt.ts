import type { MessageState, ReceiptRecord } from '../../delivery/message';
import type { IdSource } from '../../shared/ids';
import { otherFormsOf } from '../../transports/smpp/messageId';
import type { StatementCache } from './statementCache';

/**
 * Stores one receipt: `final` when it ended its message, `repeated` when nothing waited for it, `early` when its segment is not
 * known yet.
 */
export type Receive = (receipt: ReceiptRecord, nowMs: number) => 'final' | 'matched' | 'repeated' | 'early';

type PartRow = readonly [
  sequence: number,
  partState: ReceiptRecord['state'] | null,
  state: MessageState,
  parts: number,
  partsDelivered: number,
  messageId: string,
];

/** See `OutboxStore.markReceipts`. A segment keeps its own state only where a message has several. */
export function createReceive(statements: StatementCache, ids: IdSource): Receive {
  const find = statements.prepareRows<PartRow>(`
    SELECT p.message_sequence, p.state, d.state, d.parts, d.parts_delivered, m.id FROM message_parts AS p
    CROSS JOIN deliveries AS d ON d.message_sequence = p.message_sequence
    CROSS JOIN messages AS m ON m.sequence = p.message_sequence WHERE p.route = ? AND p.part_id = ?`);
  const keep = statements.prepare(`
    INSERT INTO early_receipts (route, part_id, state, error_code, done_at_ms, received_at_ms, any_form)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (route, part_id) DO UPDATE SET state = excluded.state, error_code = excluded.error_code,
      done_at_ms = excluded.done_at_ms, received_at_ms = excluded.received_at_ms, any_form = excluded.any_form`);
  const markPart = statements.prepare('UPDATE message_parts SET state = ? WHERE route = ? AND part_id = ?');
  const count = statements.prepare(`
    UPDATE deliveries SET parts_delivered = parts_delivered + 1, changed_at_ms = ? WHERE message_sequence = ?`);
  const end = statements.prepare(`
    UPDATE deliveries SET state = ?, reason = ?, parts_delivered = ?, final_at_ms = ?, changed_at_ms = ?
    WHERE message_sequence = ?`);
  const tell = createTell(statements, ids);

  return ({ route, partId, anyForm, state, errorCode, doneAtMs }, nowMs) => {
    const part = find.get(route, partId);
    if (part === undefined) {
      keep.run(route, partId, state, errorCode, doneAtMs, nowMs, anyForm ? 1 : 0);
      return 'early';
    }
    const [sequence, partState, messageState, parts, partsDelivered, messageId] = part;
    if (partState !== null || messageState !== 'submitted') return 'repeated';
    if (parts > 1) markPart.run(state, route, partId);
    const delivered = state === 'delivered';
    if (delivered && partsDelivered + 1 < parts) {
      count.run(nowMs, sequence);
      return 'matched';
    }
    end.run(state, delivered ? null : errorCode, partsDelivered + (delivered ? 1 : 0), doneAtMs, nowMs, sequence);
    tell(messageId, state, nowMs);
    return 'final';
  };
}

/** The known parts that a receipt of any form may be for; first the one whose id is written as in the receipt. */
export function createKnownIds(statements: StatementCache): (receipt: ReceiptRecord) => string[] {
  const find = statements.prepareRows<[1]>('SELECT 1 FROM message_parts WHERE route = ? AND part_id = ?');
  return ({ route, partId }) => [partId, ...otherFormsOf(partId)].filter((id) => find.get(route, id) !== undefined);
}

/** Appends the `delivery_report` event of a message. */
export function createTell(
  statements: StatementCache,
  ids: IdSource,
): (messageId: string, state: MessageState, nowMs: number) => void {
  const insert = statements.prepare(
    "INSERT INTO events (id, kind, at_ms, message_id, state) VALUES (?, 'delivery_report', ?, ?, ?)",
  );
  return (messageId, state, nowMs) => {
    insert.run(ids.next(), nowMs, messageId, state);
  };
}
