import type { IdSource } from '../../shared/ids';
import type {
  AppendOutcome,
  ClaimedMessage,
  MessageState,
  NewMessage,
  ReceiptRecord,
  SubmitRecord,
} from '../../delivery/message';
import type { Lease } from '../../delivery/outboxStore';
import { blockReasonSql, claimToken, earlyReceiptMs, promotedAtOnce, type HotOutbox } from '../queries/outbox';
import type { StatementCache } from './statementCache';

/** The hot verbs of the outbox as loops over prepared statements, inside the worker. */
export function createSqliteOutbox(statements: StatementCache, ids: IdSource): HotOutbox {
  const append = createAppend(statements);
  const claim = createClaim(statements);
  const receive = createReceive(statements, ids);
  const settle = createSettle(statements, ids, receive);

  return {
    async appendMessages(messages, nowMs) {
      return messages.map((message) => append(message, nowMs));
    },

    async claimMessages(route, lease, limit, leaseMs, nowMs) {
      return claim(route, lease, limit, leaseMs, nowMs);
    },

    async markSubmitted(route, lease, records, nowMs) {
      const token = claimToken(lease);
      return records.filter((record) => settle(route, token, record, nowMs)).map(({ id }) => id);
    },

    async markReceipts(receipts, nowMs) {
      const matched = receipts.filter((receipt) => receive(receipt, nowMs) !== 'early').length;
      return { matched, unmatched: receipts.length - matched };
    },
  };
}

function createAppend(statements: StatementCache): (message: NewMessage, nowMs: number) => AppendOutcome {
  const insert = statements.prepare(`
    INSERT INTO messages (id, route, campaign, contact_id, number, number_key, sender, purpose, text, encoding, segments,
      deduplication_key, consent_entry_id, accepted_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (deduplication_key) WHERE deduplication_key IS NOT NULL DO NOTHING`);
  const insertDelivery = statements.prepare(`
    INSERT INTO deliveries (message_sequence, route, priority, state, reason, not_before_ms, final_at_ms, changed_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const findHolder = statements.prepare(`
    SELECT sequence, id, state FROM messages JOIN deliveries ON message_sequence = sequence WHERE deduplication_key = ?`);
  const remove = statements.prepare('DELETE FROM messages WHERE sequence = ?');
  const removeDelivery = statements.prepare('DELETE FROM deliveries WHERE message_sequence = ?');

  const write = (message: NewMessage, nowMs: number): boolean => {
    const { changes, lastInsertRowid } = insert.run(
      message.id,
      message.route,
      message.campaign,
      message.contactId,
      message.number,
      message.numberKey,
      message.sender,
      message.purpose,
      message.text,
      message.encoding,
      message.segments,
      message.deduplicationKey,
      message.consentEntryId,
      nowMs,
    );
    if (changes === 0) return false;
    const { route, priority, state, reason, notBeforeMs } = message;
    const finalAtMs = state === 'blocked' ? nowMs : null;
    insertDelivery.run(lastInsertRowid, route, priority, state, reason, notBeforeMs, finalAtMs, nowMs);
    return true;
  };

  return (message, nowMs) => {
    if (write(message, nowMs)) return { outcome: 'appended', id: message.id };
    const holder = findHolder.get(message.deduplicationKey) as { sequence: number; id: string; state: MessageState };
    if (holder.state !== 'blocked') return { outcome: 'duplicate', id: holder.id, state: holder.state };
    remove.run(holder.sequence);
    removeDelivery.run(holder.sequence);
    write(message, nowMs);
    return { outcome: 'appended', id: message.id };
  };
}

function createClaim(
  statements: StatementCache,
): (
  route: string,
  lease: Lease,
  limit: number,
  leaseMs: number,
  nowMs: number,
) => { claimed: ClaimedMessage[]; blocked: number } {
  const newest = statements.prepare('SELECT 1 FROM leases WHERE name = ? AND owner = ? AND fence = ?');
  const nextPriority = statements.prepare(
    "SELECT max(priority) AS priority FROM deliveries WHERE route = ? AND state = 'held' AND priority < ?",
  );
  const promote = statements.prepare(`
    UPDATE deliveries SET state = 'queued', reason = NULL, not_before_ms = NULL, changed_at_ms = ? WHERE message_sequence IN (
      SELECT message_sequence FROM deliveries WHERE route = ? AND state = 'held' AND priority = ? AND not_before_ms <= ?
      ORDER BY not_before_ms LIMIT ?)`);
  const due = statements.prepare(`
    SELECT m.sequence, m.id, m.number, m.sender, m.text, m.encoding, m.segments, m.purpose, ${blockReasonSql} AS block
    FROM deliveries AS d CROSS JOIN messages AS m ON m.sequence = d.message_sequence
    WHERE d.route = ? AND d.state = 'queued' ORDER BY d.priority DESC, d.message_sequence LIMIT ?`);
  due.setReturnArrays(true);
  const take = statements.prepare(`
    UPDATE deliveries SET state = 'claimed', claim = ?, claim_expires_at_ms = ?, changed_at_ms = ?
    WHERE message_sequence = ?`);
  const block = statements.prepare(`
    UPDATE deliveries SET state = 'blocked', reason = ?, final_at_ms = ?, changed_at_ms = ? WHERE message_sequence = ?`);

  const promoteDue = (route: string, nowMs: number): void => {
    let below = Number.MAX_SAFE_INTEGER;
    for (;;) {
      const { priority } = nextPriority.get(route, below) as { priority: number | null };
      if (priority === null) return;
      promote.run(nowMs, route, priority, nowMs, promotedAtOnce);
      below = priority;
    }
  };

  return (route, lease, limit, leaseMs, nowMs) => {
    if (newest.get(lease.name, lease.owner, lease.fence) === undefined) return { claimed: [], blocked: 0 };
    promoteDue(route, nowMs);
    const token = claimToken(lease);
    const claimed: ClaimedMessage[] = [];
    const rows = due.all(route, limit) as unknown as DueRow[];
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

/** Stores one receipt: `final` when it ended its message, `early` when its segment is not known yet. */
type Receive = (receipt: ReceiptRecord, nowMs: number) => 'final' | 'matched' | 'early';

function createReceive(statements: StatementCache, ids: IdSource): Receive {
  const markPart = statements.prepare(`
    UPDATE message_parts SET state = ? WHERE route = ? AND part_id = ? AND state IS NULL RETURNING message_sequence`);
  const findPart = statements.prepare('SELECT 1 FROM message_parts WHERE route = ? AND part_id = ?');
  const keep = statements.prepare(`
    INSERT INTO early_receipts (route, part_id, state, error_code, done_at_ms, received_at_ms) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (route, part_id) DO UPDATE SET state = excluded.state, error_code = excluded.error_code,
      done_at_ms = excluded.done_at_ms, received_at_ms = excluded.received_at_ms`);
  const deliver = statements.prepare(`
    UPDATE deliveries SET parts_delivered = parts_delivered + 1, changed_at_ms = ?,
      state = CASE WHEN parts_delivered + 1 >= parts THEN 'delivered' ELSE state END,
      final_at_ms = CASE WHEN parts_delivered + 1 >= parts THEN ? END
    WHERE message_sequence = ? AND state = 'submitted' RETURNING state`);
  const fail = statements.prepare(`
    UPDATE deliveries SET state = ?, reason = ?, final_at_ms = ?, changed_at_ms = ?
    WHERE message_sequence = ? AND state = 'submitted' RETURNING state`);
  const tell = createTell(statements, ids);

  return (receipt, nowMs) => {
    const { route, partId, state, errorCode, doneAtMs } = receipt;
    const part = markPart.get(state, route, partId) as { message_sequence: number } | undefined;
    if (part === undefined) {
      if (findPart.get(route, partId) !== undefined) return 'matched';
      keep.run(route, partId, state, errorCode, doneAtMs, nowMs);
      return 'early';
    }
    const delivery = (
      state === 'delivered'
        ? deliver.get(nowMs, doneAtMs, part.message_sequence)
        : fail.get(state, errorCode, doneAtMs, nowMs, part.message_sequence)
    ) as { state: MessageState } | undefined;
    if (delivery === undefined || delivery.state === 'submitted') return 'matched';
    tell(part.message_sequence, nowMs);
    return 'final';
  };
}

/** Appends the `delivery_report` event of a message. */
function createTell(statements: StatementCache, ids: IdSource): (messageSequence: number, nowMs: number) => void {
  const insert = statements.prepare(`
    INSERT INTO events (id, kind, at_ms, message_id)
    SELECT ?, 'delivery_report', ?, id FROM messages WHERE sequence = ?`);
  return (messageSequence, nowMs) => {
    insert.run(ids.next(), nowMs, messageSequence);
  };
}

/** Stores the outcome of one claimed message; returns whether it became final. */
function createSettle(
  statements: StatementCache,
  ids: IdSource,
  receive: Receive,
): (route: string, token: string, record: SubmitRecord, nowMs: number) => boolean {
  const find = statements.prepare('SELECT sequence FROM messages WHERE id = ?');
  const claimedBy = "WHERE message_sequence = ? AND claim = ? AND state IN ('claimed', 'uncertain')";
  const submit = statements.prepare(`
    UPDATE deliveries SET state = 'submitted', parts = ?, claim_expires_at_ms = NULL, submitted_at_ms = ?,
      changed_at_ms = ? ${claimedBy}`);
  const addPart = statements.prepare(`
    INSERT INTO message_parts (route, part_id, message_sequence) VALUES (?, ?, ?)
    ON CONFLICT (route, part_id) DO UPDATE SET message_sequence = excluded.message_sequence, state = NULL`);
  const takeEarly = statements.prepare(`
    DELETE FROM early_receipts WHERE route = ? AND part_id = ?
    RETURNING state, error_code AS errorCode, done_at_ms AS doneAtMs, received_at_ms AS receivedAtMs`);
  const reject = statements.prepare(`
    UPDATE deliveries SET state = 'rejected', reason = ?, claim_expires_at_ms = NULL, final_at_ms = ?, changed_at_ms = ?
    ${claimedBy}`);
  const leave = statements.prepare(`
    UPDATE deliveries SET state = 'uncertain', claim_expires_at_ms = NULL, changed_at_ms = ? ${claimedBy}`);
  const giveBack = statements.prepare(`
    UPDATE deliveries SET state = ?, not_before_ms = ?, claim = NULL, claim_expires_at_ms = NULL, changed_at_ms = ?
    ${claimedBy}`);
  const erased = statements.prepare('SELECT 1 FROM messages WHERE sequence = ? AND number IS NULL');
  const cancel = statements.prepare(`
    UPDATE deliveries SET state = 'cancelled', reason = 'erased', claim = NULL, claim_expires_at_ms = NULL,
      final_at_ms = ?, changed_at_ms = ? ${claimedBy}`);
  const tell = createTell(statements, ids);

  const addParts = (route: string, sequence: number, partIds: readonly string[], nowMs: number): boolean => {
    let final = false;
    for (const partId of partIds) {
      addPart.run(route, partId, sequence);
      const early = takeEarly.get(route, partId) as EarlyReceipt | undefined;
      if (early === undefined || early.receivedAtMs < nowMs - earlyReceiptMs) continue;
      const { state, errorCode, doneAtMs } = early;
      final = receive({ route, partId, state, errorCode, doneAtMs }, nowMs) === 'final' || final;
    }
    return final;
  };

  return (route, token, record, nowMs) => {
    const message = find.get(record.id) as { sequence: number } | undefined;
    if (message === undefined) return false;
    const { sequence } = message;
    switch (record.state) {
      case 'submitted':
        if (submit.run(record.partIds.length, nowMs, nowMs, sequence, token).changes === 0) return false;
        return addParts(route, sequence, record.partIds, nowMs);
      case 'rejected':
        if (reject.run(record.status, nowMs, nowMs, sequence, token).changes === 0) return false;
        tell(sequence, nowMs);
        return true;
      case 'uncertain':
        leave.run(nowMs, sequence, token);
        return false;
      case 'queued': {
        // An erased message has nothing left to send.
        if (erased.get(sequence) !== undefined) return cancel.run(nowMs, nowMs, sequence, token).changes === 1;
        const state = record.notBeforeMs === null ? 'queued' : 'held';
        giveBack.run(state, record.notBeforeMs, nowMs, sequence, token);
        return false;
      }
    }
  };
}

interface EarlyReceipt {
  readonly state: ReceiptRecord['state'];
  readonly errorCode: string | null;
  readonly doneAtMs: number;
  readonly receivedAtMs: number;
}
