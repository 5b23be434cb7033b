import { sql } from 'kysely';
import type { InboundMessage, InboundStore } from '../../delivery/inboundStore';
import type { InboundMessagesTable } from '../schema';
import type { Session } from '../session';

const columns = [
  'id',
  'route',
  'from_number',
  'number_key',
  'to_number',
  'text',
  'received_at_ms',
  'deduplication_key',
] as const;

const sameText = { key: ['route', 'deduplication_key'], overwrite: [] };

/** Inbound messages over one session. */
export function createInboundQueries(session: Session): InboundStore {
  return {
    async appendInbound(messages) {
      return insertInbound(session, messages);
    },

    async freeInboundKey(route, deduplicationKey, untilMs) {
      const freed = await session.change(
        session.db
          .updateTable('inbound_messages')
          .set({ deduplication_key: null })
          .where('route', '=', route)
          .where('deduplication_key', '=', deduplicationKey)
          .where('received_at_ms', '<=', untilMs),
      );
      return freed > 0;
    },

    async readUnhandledInbound(limit, after) {
      const rows = await session.rows(
        session.db
          .selectFrom('inbound_messages')
          .selectAll()
          .where('reply_class', 'is', null)
          .$if(after !== undefined, (query) =>
            query.where(sql<boolean>`(received_at_ms, id) > (${after?.receivedAtMs}, ${after?.id})`),
          )
          .orderBy('received_at_ms')
          .orderBy('id')
          .limit(limit),
      );
      return rows.map(toMessage);
    },

    async findUnhandledInbound(route, deduplicationKey) {
      const [row] = await session.rows(
        session.db
          .selectFrom('inbound_messages')
          .selectAll()
          .where('route', '=', route)
          .where('deduplication_key', '=', deduplicationKey)
          .where('reply_class', 'is', null),
      );
      return row === undefined ? null : toMessage(row);
    },

    async markInboundHandled(id, replyClass) {
      const changed = await session.change(
        session.db
          .updateTable('inbound_messages')
          .set({ reply_class: replyClass })
          .where('id', '=', id)
          .where('reply_class', 'is', null),
      );
      return changed === 1;
    },

    async markInboundAnswered(id, messageId) {
      await session.change(
        session.db.updateTable('inbound_messages').set({ answer_id: messageId }).where('id', '=', id),
      );
    },

    async countAnswers(numberKey, afterMs) {
      const [count] = await session.rows(
        session.db
          .selectFrom('inbound_messages')
          .select(({ fn }) => fn.countAll<number>().as('answers'))
          .where('number_key', '=', numberKey)
          .where('received_at_ms', '>', afterMs)
          .where('answer_id', 'is not', null),
      );
      return count?.answers ?? 0;
    },

    async readFlaggedInbound(numberKey, limit) {
      const rows = await session.rows(
        session.db
          .selectFrom('inbound_messages')
          .selectAll()
          .where('reply_class', '=', sql.lit('unclear'))
          .where('settled_as', 'is', null)
          .$if(numberKey !== null, (query) => query.where('number_key', '=', numberKey))
          .orderBy('received_at_ms')
          .orderBy('id')
          .limit(limit),
      );
      return rows.map(toMessage);
    },

    async settleInbound(id, settledAs) {
      const changed = await session.change(
        session.db
          .updateTable('inbound_messages')
          .set({ settled_as: settledAs })
          .where('id', '=', id)
          .where('reply_class', '=', 'unclear')
          .where('settled_as', 'is', null),
      );
      if (changed === 0) return null;
      const [row] = await session.rows(session.db.selectFrom('inbound_messages').selectAll().where('id', '=', id));
      return row === undefined ? null : toMessage(row);
    },
  };
}

/** Inserts texts whose key nobody has; returns their ids. */
export async function insertInbound(session: Session, messages: readonly InboundMessage[]): Promise<string[]> {
  const rows = messages.map((message) => ({
    id: message.id,
    route: message.route,
    from_number: message.from,
    number_key: message.numberKey,
    to_number: message.to,
    text: message.text,
    received_at_ms: message.receivedAtMs,
    deduplication_key: message.deduplicationKey,
  }));
  return (await session.insert('inbound_messages', rows, columns, sameText, 'id')) as string[];
}

function toMessage(row: InboundMessagesTable): InboundMessage {
  return {
    id: row.id,
    route: row.route,
    from: row.from_number ?? '',
    numberKey: row.number_key ?? '',
    to: row.to_number,
    text: row.text ?? '',
    receivedAtMs: row.received_at_ms,
    deduplicationKey: row.deduplication_key,
  };
}
