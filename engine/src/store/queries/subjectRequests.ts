import type { Selectable } from 'kysely';
import type { SubjectRequest, SubjectRequestStore } from '../../compliance/subjectRequestStore';
import type { SubjectRequestsTable } from '../schema';
import type { Session } from '../session';

const columns = [
  'id',
  'kind',
  'contact_id',
  'number_key',
  'received_at_ms',
  'due_at_ms',
  'extension_reason',
  'extended_at_ms',
  'answered_at_ms',
  'answer_id',
] as const;

/** Requests of people over one session. */
export function createSubjectRequestQueries(session: Session): SubjectRequestStore {
  const { db } = session;
  return {
    async appendRequest(request) {
      await session.insert('subject_requests', [toRow(request)], columns);
    },

    async readRequest(id) {
      const [row] = await session.rows(db.selectFrom('subject_requests').selectAll().where('id', '=', id));
      return row === undefined ? null : toRequest(row);
    },

    async readRequests(which, limit) {
      const requests = db.selectFrom('subject_requests').selectAll();
      const wanted =
        which === 'open'
          ? requests.where('answered_at_ms', 'is', null).orderBy('due_at_ms').orderBy('id')
          : requests.orderBy('id', 'desc');
      return (await session.rows(wanted.limit(limit))).map(toRequest);
    },

    async markExtended(id, reason, dueAtMs, nowMs) {
      await session.change(
        db
          .updateTable('subject_requests')
          .set({ extension_reason: reason, extended_at_ms: nowMs, due_at_ms: dueAtMs, reminded_at_ms: null })
          .where('id', '=', id),
      );
    },

    async markAnswered(id, answerId, nowMs) {
      await session.change(
        db.updateTable('subject_requests').set({ answered_at_ms: nowMs, answer_id: answerId }).where('id', '=', id),
      );
    },

    answerRequestsOf({ contactId, numberKey }, kinds, answerId, nowMs) {
      return session.change(
        db
          .updateTable('subject_requests')
          .set({ answered_at_ms: nowMs, answer_id: answerId })
          .where('answered_at_ms', 'is', null)
          .where(session.among('kind', kinds))
          .where(({ eb, or }) => or([eb('contact_id', '=', contactId ?? ''), eb('number_key', '=', numberKey)])),
      );
    },

    async takeDueRequests(dueBeforeMs, nowMs) {
      const due = await session.rows(
        db
          .updateTable('subject_requests')
          .set({ reminded_at_ms: nowMs })
          .where('answered_at_ms', 'is', null)
          .where('reminded_at_ms', 'is', null)
          .where('due_at_ms', '<', dueBeforeMs)
          .returning(['id', 'due_at_ms']),
      );
      return due.sort((one, other) => one.due_at_ms - other.due_at_ms).map(({ id }) => id);
    },
  };
}

function toRow(request: SubjectRequest): Omit<Selectable<SubjectRequestsTable>, 'reminded_at_ms'> {
  return {
    id: request.id,
    kind: request.kind,
    contact_id: request.contactId,
    number_key: request.numberKey,
    received_at_ms: request.receivedAtMs,
    due_at_ms: request.dueAtMs,
    extension_reason: request.extensionReason,
    extended_at_ms: request.extendedAtMs,
    answered_at_ms: request.answeredAtMs,
    answer_id: request.answerId,
  };
}

function toRequest(row: Selectable<SubjectRequestsTable>): SubjectRequest {
  return {
    id: row.id,
    kind: row.kind,
    contactId: row.contact_id,
    numberKey: row.number_key,
    receivedAtMs: row.received_at_ms,
    dueAtMs: row.due_at_ms,
    extensionReason: row.extension_reason,
    extendedAtMs: row.extended_at_ms,
    answeredAtMs: row.answered_at_ms,
    answerId: row.answer_id,
  };
}
