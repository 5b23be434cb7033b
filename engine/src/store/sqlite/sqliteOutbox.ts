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
import { blockReasonSql, claimToken, earlyReceiptMs, type HotOutbox } from '../queries/outbox';
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
      state, reason, deduplication_key, consent_entry_id, priority, not_before_ms, accepted_at_ms, final_at_ms, changed_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (deduplication_key) WHERE deduplication_key IS NOT NULL DO NOTHING`);
  const findByKey = statements.prepare('SELECT sequence, id, state FROM messages WHERE deduplication_key = ?');
  const remove = statements.prepare('DELETE FROM messages WHERE sequence = ?');

  const write = (message: NewMessage, nowMs: number): boolean =>
    insert.run(
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
      message.state,
      message.reason,
      message.deduplicationKey,
      message.consentEntryId,
      message.priority,
      message.notBeforeMs,
      nowMs,
      message.state === 'blocked' ? nowMs : null,
      nowMs,
    ).changes === 1;

  return (message, nowMs) => {
    if (write(message, nowMs)) return { outcome: 'appended', id: message.id };
    const standing = findByKey.get(message.deduplicationKey) as { sequence: number; id: string; state: MessageState };
    if (standing.state !== 'blocked') return { outcome: 'duplicate', id: standing.id, state: standing.state };
    remove.run(standing.sequence);
    write(message, nowMs);
    return { outcome: 'appended', id: message.id };
  };
}

/** How many held messages become queued in one claim, so that a million due at once do not stop the others. */
const promotedAtOnce = 5_000;

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
    "SELECT max(priority) AS priority FROM messages WHERE route = ? AND state = 'held' AND priority < ?",
  );
  const promote = statements.prepare(`
    UPDATE messages SET state = 'queued', reason = NULL, not_before_ms = NULL, changed_at_ms = ? WHERE sequence IN (
      SELECT sequence FROM messages WHERE route = ? AND state = 'held' AND priority = ? AND not_before_ms <= ?
      ORDER BY not_before_ms LIMIT ?)`);
  const due = statements.prepare(`
    SELECT m.sequence, m.id, m.number, m.sender, m.text, m.encoding, m.segments, m.purpose, ${blockReasonSql} AS block
    FROM messages AS m WHERE m.route = ? AND m.state = 'queued' ORDER BY m.priority DESC, m.sequence LIMIT ?`);
  due.setReturnArrays(true);
  const take = statements.prepare(`
    UPDATE messages SET state = 'claimed', claim = ?, claim_expires_at_ms = ?, changed_at_ms = ? WHERE sequence = ?`);
  const block = statements.prepare(`
    UPDATE messages SET state = 'blocked', reason = ?, final_at_ms = ?, changed_at_ms = ? WHERE sequence = ?`);

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
    UPDATE messages SET parts_delivered = parts_delivered + 1, changed_at_ms = ?,
      state = CASE WHEN parts_delivered + 1 >= parts THEN 'delivered' ELSE state END,
      final_at_ms = CASE WHEN parts_delivered + 1 >= parts THEN ? END
    WHERE sequence = ? AND state = 'submitted' RETURNING id, state`);
  const fail = statements.prepare(`
    UPDATE messages SET state = ?, reason = ?, final_at_ms = ?, changed_at_ms = ?
    WHERE sequence = ? AND state = 'submitted' RETURNING id, state`);
  const tell = createTell(statements, ids);

  return (receipt, nowMs) => {
    const { route, partId, state, errorCode, doneAtMs } = receipt;
    const part = markPart.get(state, route, partId) as { message_sequence: number } | undefined;
    if (part === undefined) {
      if (findPart.get(route, partId) !== undefined) return 'matched';
      keep.run(route, partId, state, errorCode, doneAtMs, nowMs);
      return 'early';
    }
    const message = (
      state === 'delivered'
        ? deliver.get(nowMs, doneAtMs, part.message_sequence)
        : fail.get(state, errorCode, doneAtMs, nowMs, part.message_sequence)
    ) as { id: string; state: MessageState } | undefined;
    if (message === undefined || message.state === 'submitted') return 'matched';
    tell(message.id, nowMs);
    return 'final';
  };
}

/** Appends the `delivery_report` event of a message. */
function createTell(statements: StatementCache, ids: IdSource): (messageId: string, nowMs: number) => void {
  const insert = statements.prepare(
    "INSERT INTO events (id, kind, at_ms, message_id) VALUES (?, 'delivery_report', ?, ?)",
  );
  return (messageId, nowMs) => {
    insert.run(ids.next(), nowMs, messageId);
  };
}

/** Stores the outcome of one claimed message; returns whether it became final. */
function createSettle(
  statements: StatementCache,
  ids: IdSource,
  receive: Receive,
): (route: string, token: string, record: SubmitRecord, nowMs: number) => boolean {
  const claimedBy = "WHERE id = ? AND claim = ? AND state IN ('claimed', 'uncertain')";
  const submit = statements.prepare(`
    UPDATE messages SET state = 'submitted', parts = ?, claim_expires_at_ms = NULL, submitted_at_ms = ?, changed_at_ms = ?
    ${claimedBy} RETURNING sequence`);
  const addPart = statements.prepare(`
    INSERT INTO message_parts (route, part_id, message_sequence) VALUES (?, ?, ?)
    ON CONFLICT (route, part_id) DO UPDATE SET message_sequence = excluded.message_sequence, state = NULL`);
  const takeEarly = statements.prepare(`
    DELETE FROM early_receipts WHERE route = ? AND part_id = ?
    RETURNING state, error_code AS errorCode, done_at_ms AS doneAtMs, received_at_ms AS receivedAtMs`);
  const reject = statements.prepare(`
    UPDATE messages SET state = 'rejected', reason = ?, claim_expires_at_ms = NULL, final_at_ms = ?, changed_at_ms = ?
    ${claimedBy}`);
  const leave = statements.prepare(`
    UPDATE messages SET state = 'uncertain', claim_expires_at_ms = NULL, changed_at_ms = ? ${claimedBy}`);
  // An erased message has nothing left to send.
  const giveBack = statements.prepare(`
    UPDATE messages SET claim = NULL, claim_expires_at_ms = NULL, not_before_ms = ?1, changed_at_ms = ?2,
      state = CASE WHEN number IS NULL THEN 'cancelled' WHEN ?1 IS NULL THEN 'queued' ELSE 'held' END,
      reason = CASE WHEN number IS NULL THEN 'erased' END,
      final_at_ms = CASE WHEN number IS NULL THEN ?2 END
    WHERE id = ?3 AND claim = ?4 AND state IN ('claimed', 'uncertain') RETURNING state`);
  const tell = createTell(statements, ids);

  const submitted = (route: string, token: string, id: string, partIds: readonly string[], nowMs: number): boolean => {
    const message = submit.get(partIds.length, nowMs, nowMs, id, token) as { sequence: number } | undefined;
    if (message === undefined) return false;
    let final = false;
    for (const partId of partIds) {
      addPart.run(route, partId, message.sequence);
      const early = takeEarly.get(route, partId) as EarlyReceipt | undefined;
      if (early === undefined || early.receivedAtMs < nowMs - earlyReceiptMs) continue;
      const { state, errorCode, doneAtMs } = early;
      final = receive({ route, partId, state, errorCode, doneAtMs }, nowMs) === 'final' || final;
    }
    return final;
  };

  return (route, token, record, nowMs) => {
    switch (record.state) {
      case 'submitted':
        return submitted(route, token, record.id, record.partIds, nowMs);
      case 'rejected':
        if (reject.run(record.status, nowMs, nowMs, record.id, token).changes === 0) return false;
        tell(record.id, nowMs);
        return true;
      case 'uncertain':
        leave.run(nowMs, record.id, token);
        return false;
      case 'queued': {
        const row = giveBack.get(record.notBeforeMs, nowMs, record.id, token) as { state: MessageState } | undefined;
        return row?.state === 'cancelled';
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
