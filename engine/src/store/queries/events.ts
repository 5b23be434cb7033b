import { sql } from 'kysely';
import type { EventStore } from '../../delivery/eventStore';
import type { MessageState } from '../../delivery/message';
import type { Session } from '../session';

const columns = ['id', 'kind', 'at_ms', 'contact_id', 'message_id', 'inbound_id', 'state'] as const;

/**
 * Events over one session. A page is read by a short range of each kind, so that a reader of replies does not read the reports of
 * a campaign. `lockEvents` makes sequences ascend in the order of commits, so that no reader skips one.
 */
export function createEventQueries(session: Session, lockEvents: () => Promise<void>): EventStore {
  const { db } = session;
  return {
    async appendEvents(events) {
      if (events.length === 0) return;
      await lockEvents();
      const rows = events.map((event) => ({
        id: event.id,
        kind: event.kind,
        at_ms: event.atMs,
        contact_id: event.contactId,
        message_id: event.messageId,
        inbound_id: event.inboundId,
        state: event.state,
      }));
      await session.insert('events', rows, columns);
    },

    async readEvents(kinds, afterSequence, limit) {
      if (kinds.length === 0) return [];
      // In one statement, and so of one moment: an event of one kind that is committed meanwhile is not passed over.
      const ofKind = (kind: string) => sql`select * from (select sequence from events
        where kind = ${kind} and sequence > ${afterSequence} order by sequence limit ${limit}) as found`;
      const found = sql<{
        sequence: number;
      }>`(select sequence from (${sql.join(kinds.map(ofKind), sql` union all `)}) as found
        order by sequence limit ${limit})`;
      return session.rows(
        db
          .selectFrom(found.as('found'))
          .innerJoin('events as event', 'event.sequence', 'found.sequence')
          .leftJoin('messages as message', 'message.id', 'event.message_id')
          .leftJoin('deliveries as delivery', 'delivery.message_sequence', 'message.sequence')
          .leftJoin('inbound_messages as inbound', 'inbound.id', 'event.inbound_id')
          .select([
            'event.sequence',
            'event.id',
            'event.kind',
            'event.at_ms as atMs',
            sql<string | null>`coalesce(event.contact_id, message.contact_id)`.as('contactId'),
            'event.message_id as messageId',
            'event.inbound_id as inboundId',
            sql<string | null>`coalesce(inbound.from_number, message.number)`.as('number'),
            'inbound.text',
            'inbound.to_number as to',
            'message.campaign',
            sql<MessageState | null>`coalesce(event.state, delivery.state)`.as('state'),
          ])
          .orderBy('event.sequence'),
      );
    },

    async lastEventSequence() {
      const [last] = await session.rows(db.selectFrom('events').select(({ fn }) => fn.max('sequence').as('sequence')));
      return last?.sequence ?? 0;
    },

    async readConsumer(name) {
      const [consumer] = await session.rows(db.selectFrom('consumers').select('sequence').where('name', '=', name));
      return consumer?.sequence ?? null;
    },

    async writeConsumer(name, sequence, seenAtMs) {
      const row = { name, sequence, seen_at_ms: seenAtMs };
      await session.insert('consumers', [row], ['name', 'sequence', 'seen_at_ms'], {
        key: ['name'],
        overwrite: ['sequence', 'seen_at_ms'],
      });
    },
  };
}
