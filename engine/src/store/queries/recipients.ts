import { sql, type Selectable } from 'kysely';
import type { DataCategory } from '../../compliance/dataInventory';
import type { ClaimedNotice, Recipient, RecipientStore } from '../../compliance/recipients/recipientStore';
import type { RecipientNoticesTable, RecipientsTable } from '../schema';
import type { Session } from '../session';

const recipientColumns = [
  'id',
  'name',
  'url',
  'categories',
  'reference_attribute',
  'allow_private',
  'added_at_ms',
] as const;

const noticeColumns = [
  'id',
  'recipient_id',
  'erasure_id',
  'sealed',
  'state',
  'attempts',
  'next_at_ms',
  'created_at_ms',
] as const;

/** Written out, so that the planner takes the index of what waits. */
const isWaiting = sql<boolean>`state = 'waiting'`;

/** Recipients and their notices over one session. */
export function createRecipientQueries(session: Session): RecipientStore {
  const { db } = session;
  const standing = () => db.selectFrom('recipients').selectAll().where('removed_at_ms', 'is', null);
  return {
    async addRecipient(recipient) {
      const same = await session.rows(standing().where('name', '=', recipient.name));
      if (same.length > 0) return false;
      await session.insert('recipients', [toRow(recipient)], recipientColumns);
      return true;
    },

    async removeRecipient(name, nowMs) {
      const changed = await session.change(
        db
          .updateTable('recipients')
          .set({ removed_at_ms: nowMs })
          .where('name', '=', name)
          .where('removed_at_ms', 'is', null),
      );
      return changed > 0;
    },

    async readRecipients() {
      return (await session.rows(standing().orderBy('name'))).map(toRecipient);
    },

    async readRecipient(id) {
      const [row] = await session.rows(db.selectFrom('recipients').selectAll().where('id', '=', id));
      return row === undefined ? null : toRecipient(row);
    },

    async appendNotices(notices) {
      const rows = notices.map((notice) => ({
        id: notice.id,
        recipient_id: notice.recipientId,
        erasure_id: notice.erasureId,
        sealed: notice.sealed,
        state: 'waiting',
        attempts: 0,
        next_at_ms: notice.createdAtMs,
        created_at_ms: notice.createdAtMs,
      }));
      await session.insert('recipient_notices', rows, noticeColumns);
    },

    async claimNotices(limit, leaseMs, nowMs) {
      const rows = await session.rows(
        db
          .updateTable('recipient_notices')
          .set({ next_at_ms: nowMs + leaseMs, attempts: sql<number>`attempts + 1` })
          .where('id', 'in', (query) =>
            query
              .selectFrom('recipient_notices')
              .select('id')
              .where(isWaiting)
              .where('next_at_ms', '<=', nowMs)
              .orderBy('next_at_ms')
              .limit(limit),
          )
          // Once more: another process may have claimed the row between the choice and the change.
          .where(isWaiting)
          .where('next_at_ms', '<=', nowMs)
          .returningAll(),
      );
      return rows.map(toClaimed);
    },

    async postponeNotice(id, nextAtMs, lastAnswer) {
      await session.change(
        db
          .updateTable('recipient_notices')
          .set({ next_at_ms: nextAtMs, last_answer: lastAnswer })
          .where('id', '=', id)
          .where('state', '=', 'waiting'),
      );
    },

    async settleNotice(id, state, lastAnswer, nowMs) {
      await session.change(
        db
          .updateTable('recipient_notices')
          .set({ state, last_answer: lastAnswer, sealed: null, settled_at_ms: nowMs })
          .where('id', '=', id),
      );
    },

    async readNextNotice() {
      const [next] = await session.rows(
        db.selectFrom('recipient_notices').select('next_at_ms').where(isWaiting).orderBy('next_at_ms').limit(1),
      );
      return next?.next_at_ms ?? null;
    },

    async readNotices(limit) {
      return session.rows(
        db
          .selectFrom('recipient_notices as notice')
          .innerJoin('recipients as recipient', 'recipient.id', 'notice.recipient_id')
          .select([
            'notice.id',
            'notice.recipient_id as recipientId',
            'notice.erasure_id as erasureId',
            'recipient.name as recipient',
            'notice.state',
            'notice.attempts',
            'notice.last_answer as lastAnswer',
            'notice.next_at_ms as nextAtMs',
            'notice.created_at_ms as createdAtMs',
            'notice.settled_at_ms as settledAtMs',
          ])
          .orderBy('notice.id', 'desc')
          .limit(limit),
      );
    },
  };
}

function toRow(recipient: Recipient): Omit<Selectable<RecipientsTable>, 'removed_at_ms'> {
  return {
    id: recipient.id,
    name: recipient.name,
    url: recipient.url,
    categories: JSON.stringify(recipient.categories),
    reference_attribute: recipient.referenceAttribute,
    allow_private: recipient.allowPrivate ? 1 : 0,
    added_at_ms: recipient.addedAtMs,
  };
}

function toRecipient(row: Selectable<RecipientsTable>): Recipient {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    categories: JSON.parse(row.categories) as DataCategory[],
    referenceAttribute: row.reference_attribute,
    allowPrivate: row.allow_private === 1,
    addedAtMs: row.added_at_ms,
  };
}

function toClaimed(row: Selectable<RecipientNoticesTable>): ClaimedNotice {
  return {
    id: row.id,
    recipientId: row.recipient_id,
    erasureId: row.erasure_id,
    sealed: row.sealed,
    createdAtMs: row.created_at_ms,
    attempts: row.attempts,
  };
}
