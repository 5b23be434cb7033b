import type { ReceiptRecord, SubmitRecord } from '../../delivery/message';
import type { IdSource } from '../../shared/ids';
import { otherFormsOf } from '../../transports/smpp/messageId';
import { anyFormMs, clockSkewMs } from '../queries/outbox';
import { answerLost, cancelAsked, isFirstLossSql } from '../queries/reasons';
import { createTell, type Receive } from './receiveReceipt';
import type { StatementCache } from './statementCache';

/** Stores the outcome of one claimed message; returns whether it became final. */
type Settle = (record: SubmitRecord) => boolean;

const claimedBy = "WHERE message_sequence = ? AND claim = ? AND state IN ('claimed', 'uncertain')";

/** See `OutboxStore.markSubmitted`. */
export function createSettle(
  statements: StatementCache,
  ids: IdSource,
  receive: Receive,
): (route: string, nowMs: number) => Settle {
  const find = statements.prepareRows<[sequence: number]>('SELECT sequence FROM messages WHERE id = ?');
  const submit = statements.prepare(`
    UPDATE deliveries SET state = 'submitted', reason = NULL, parts = ?, claim_expires_at_ms = NULL, submitted_at_ms = ?,
      changed_at_ms = ? ${claimedBy}`);
  const reject = statements.prepare(`
    UPDATE deliveries SET state = 'rejected', reason = ?, claim_expires_at_ms = NULL, final_at_ms = ?, changed_at_ms = ?
    ${claimedBy}`);
  const leave = statements.prepare(`
    UPDATE deliveries SET state = 'uncertain', claim_expires_at_ms = NULL, changed_at_ms = ?
    WHERE message_sequence = ? AND claim = ? AND state = 'claimed'`);
  // An erased message has nothing left to send.
  const resend = statements.prepare(`
    UPDATE deliveries SET state = 'queued', reason = '${answerLost}', claim = NULL, claim_expires_at_ms = NULL, changed_at_ms = ?
    WHERE message_sequence = ? AND claim = ? AND state = 'claimed' AND ${isFirstLossSql}
      AND (SELECT number FROM messages WHERE sequence = message_sequence) IS NOT NULL`);
  const tell = createTell(statements, ids);
  const addParts = createAddParts(statements, receive);
  const giveBack = createGiveBack(statements);

  return (route, nowMs) => {
    const addPartsOfRoute = addParts(route, nowMs);
    return (record) => {
      const { id, claim } = record;
      const sequence = find.get(id)?.[0];
      if (sequence === undefined) return false;
      switch (record.state) {
        case 'submitted':
          if (submit.run(record.partIds.length, nowMs, nowMs, sequence, claim).changes === 0) return false;
          return addPartsOfRoute(sequence, record.partIds);
        case 'rejected':
          if (reject.run(record.status, nowMs, nowMs, sequence, claim).changes === 0) return false;
          tell(id, 'rejected', nowMs);
          return true;
        case 'uncertain':
          if (record.resend && resend.run(nowMs, sequence, claim).changes === 1) return false;
          if (leave.run(nowMs, sequence, claim).changes === 1) tell(id, 'uncertain', nowMs);
          return false;
        case 'queued':
          if (!giveBack(sequence, record, nowMs)) return false;
          tell(id, 'cancelled', nowMs);
          return true;
      }
    };
  };
}

interface EarlyReceipt {
  readonly state: ReceiptRecord['state'];
  readonly errorCode: string | null;
  readonly doneAtMs: number;
  readonly receivedAtMs: number;
}

/** Stores the operator's ids of a message's segments, with receipts that came before; returns whether those end it. */
function createAddParts(
  statements: StatementCache,
  receive: Receive,
): (route: string, nowMs: number) => (sequence: number, partIds: readonly string[]) => boolean {
  // An id that the operator uses again belongs to the newest message.
  const add = statements.prepare(`
    INSERT INTO message_parts (route, part_id, message_sequence) VALUES (?, ?, ?)
    ON CONFLICT (route, part_id) DO UPDATE SET message_sequence = excluded.message_sequence, state = NULL`);
  const anyEarly = statements.prepare('SELECT 1 FROM early_receipts WHERE route = ? LIMIT 1');
  const claimedAt = statements.prepareRows<[atMs: number]>(
    'SELECT claimed_at_ms FROM deliveries WHERE message_sequence = ?',
  );
  const takeEarly = createTakeEarly(statements);

  return (route, nowMs) => {
    const take = anyEarly.get(route) === undefined ? null : takeEarly(route, nowMs);
    const receiveEarly = (partId: string, claimedAtMs: number): boolean => {
      const receipt = take?.(partId);
      if (receipt === undefined || receipt.receivedAtMs < claimedAtMs - clockSkewMs) return false;
      const { state, errorCode, doneAtMs } = receipt;
      return receive({ route, partId, anyForm: false, state, errorCode, doneAtMs }, nowMs) === 'final';
    };
    return (sequence, partIds) => {
      for (const partId of partIds) add.run(route, partId, sequence);
      if (take === null) return false;
      const claimedAtMs = claimedAt.get(sequence)?.[0] ?? nowMs;
      return partIds.filter((partId) => receiveEarly(partId, claimedAtMs)).length > 0;
    };
  };
}

/** Takes the receipt that came before its part was known, if there is one: under the part's id, else under another form of it. */
function createTakeEarly(
  statements: StatementCache,
): (route: string, nowMs: number) => (partId: string) => EarlyReceipt | undefined {
  const anyOfAnyForm = statements.prepare(
    'SELECT 1 FROM early_receipts WHERE route = ? AND any_form = 1 AND received_at_ms >= ? LIMIT 1',
  );
  const taken = 'RETURNING state, error_code AS errorCode, done_at_ms AS doneAtMs, received_at_ms AS receivedAtMs';
  const take = statements.prepare(`DELETE FROM early_receipts WHERE route = ? AND part_id = ? ${taken}`);
  const takeOther = statements.prepare(
    `DELETE FROM early_receipts WHERE route = ? AND part_id = ? AND any_form = 1 ${taken}`,
  );

  return (route, nowMs) => {
    const readsAnyForm = anyOfAnyForm.get(route, nowMs - anyFormMs) !== undefined;
    return (partId) => {
      const exact = take.get(route, partId) as EarlyReceipt | undefined;
      if (exact !== undefined || !readsAnyForm) return exact;
      for (const id of otherFormsOf(partId)) {
        const other = takeOther.get(route, id) as EarlyReceipt | undefined;
        if (other !== undefined) return other;
      }
      return undefined;
    };
  };
}

type GivenBack = Extract<SubmitRecord, { state: 'queued' }>;

/**
 * Puts a message that was never written back into the queue; cancels one that is to be, and an erased one, which has nothing left
 * to send. Returns whether it did that.
 */
function createGiveBack(statements: StatementCache): (sequence: number, record: GivenBack, nowMs: number) => boolean {
  const ended = statements.prepareRows<[why: 'erased' | null]>(`
    SELECT CASE WHEN number IS NULL THEN 'erased' END FROM messages JOIN deliveries ON message_sequence = sequence
    WHERE sequence = ? AND (number IS NULL OR reason = '${cancelAsked}')`);
  const cancel = statements.prepare(`
    UPDATE deliveries SET state = 'cancelled', reason = ?, claim = NULL, claim_expires_at_ms = NULL, final_at_ms = ?,
      changed_at_ms = ? ${claimedBy}`);
  const queue = statements.prepare(`
    UPDATE deliveries SET state = ?, not_before_ms = ?, quiet_until_ms = coalesce(?, quiet_until_ms),
      reason = CASE WHEN reason = '${answerLost}' THEN reason ELSE ? END, claim = NULL, claim_expires_at_ms = NULL, changed_at_ms = ? ${claimedBy}`);

  return (sequence, { claim, notBeforeMs, reason }, nowMs) => {
    const end = ended.get(sequence);
    if (end !== undefined) return cancel.run(end[0], nowMs, nowMs, sequence, claim).changes === 1;
    const quietUntilMs = reason === 'quiet_hours' ? notBeforeMs : null;
    const state = notBeforeMs === null ? 'queued' : 'held';
    queue.run(state, notBeforeMs, quietUntilMs, reason, nowMs, sequence, claim);
    return false;
  };
}
