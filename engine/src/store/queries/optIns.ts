import type { Selectable } from 'kysely';
import type { OptInRequest, OptInStore } from '../../compliance/optInStore';
import type { OptInRequestsTable } from '../schema';
import type { Session } from '../session';

const columns = [
  'id',
  'contact_id',
  'number_key',
  'purpose',
  'confirm_by',
  'code_hash',
  'message_id',
  'request_entry_id',
  'confirm_entry_id',
  'state',
  'wrong_tries',
  'requested_at_ms',
  'expires_at_ms',
] as const;

/** Double opt-ins over one session. */
export function createOptInQueries(session: Session): OptInStore {
  return {
    async writeOptInRequests(requests) {
      await session.insert('opt_in_requests', requests.map(toRow), columns, {
        key: ['id'],
        overwrite: ['confirm_entry_id', 'state', 'wrong_tries'],
      });
    },

    async readOptInRequests(numberKey, afterMs) {
      const rows = await session.rows(
        session.db
          .selectFrom('opt_in_requests')
          .selectAll()
          .where('number_key', '=', numberKey)
          .where('requested_at_ms', '>', afterMs)
          .orderBy('requested_at_ms')
          .orderBy('id'),
      );
      return rows.map(toRequest);
    },

    async blankMessageTexts(ids) {
      await session.change(
        session.db
          .updateTable('messages')
          .set({ text: null })
          .where(session.among('id', ids))
          .where('sequence', 'not in', (query) =>
            query
              .selectFrom('deliveries')
              .select('message_sequence')
              .whereRef('message_sequence', '=', 'messages.sequence')
              .where('state', 'in', ['queued', 'held', 'claimed']),
          ),
      );
    },
  };
}

function toRow(request: OptInRequest): Selectable<OptInRequestsTable> {
  return {
    id: request.id,
    contact_id: request.contactId,
    number_key: request.numberKey,
    purpose: request.purpose,
    confirm_by: request.confirmBy,
    code_hash: request.codeHash,
    message_id: request.messageId,
    request_entry_id: request.requestEntryId,
    confirm_entry_id: request.confirmEntryId,
    state: request.state,
    wrong_tries: request.wrongTries,
    requested_at_ms: request.requestedAtMs,
    expires_at_ms: request.expiresAtMs,
  };
}

function toRequest(row: Selectable<OptInRequestsTable>): OptInRequest {
  return {
    id: row.id,
    contactId: row.contact_id,
    numberKey: row.number_key,
    purpose: row.purpose,
    confirmBy: row.confirm_by,
    codeHash: row.code_hash,
    messageId: row.message_id,
    requestEntryId: row.request_entry_id,
    confirmEntryId: row.confirm_entry_id,
    state: row.state,
    wrongTries: row.wrong_tries,
    requestedAtMs: row.requested_at_ms,
    expiresAtMs: row.expires_at_ms,
  };
}
