import { sql, type Selectable } from 'kysely';
import type { InboundPart, InboundPartStore } from '../../delivery/inboundPartStore';
import type { InboundPartsTable } from '../schema';
import type { Session } from '../session';
import { insertInbound } from './inbound';

const said = [
  'total',
  'from_number',
  'number_key',
  'to_number',
  'text',
  'content',
  'content_hash',
  'received_at_ms',
] as const;
const columns = ['route', 'text_key', 'part', ...said] as const;
const unlessSame = {
  key: ['route', 'text_key', 'part'],
  overwrite: said,
  where: 'inbound_parts.content_hash <> excluded.content_hash',
};

/** Parts of long texts over one session. A part that was handed over has no content. */
export function createInboundPartQueries(session: Session): InboundPartStore {
  const { db } = session;
  const waiting = (route: string, textKey: string) =>
    db
      .selectFrom('inbound_parts')
      .selectAll()
      .where('route', '=', route)
      .where('text_key', '=', textKey)
      .where('content', 'is not', null)
      .orderBy('part');

  return {
    async appendInboundPart(part) {
      await session.insert('inbound_parts', [toRow(part)], columns, unlessSame);
    },

    async readInboundParts(route, textKey) {
      return (await session.rows(waiting(route, textKey))).map(toPart);
    },

    async handOverParts(message, parts) {
      const [{ route, textKey }] = parts as [InboundPart];
      const rows = await session.rows(waiting(route, textKey).$if(session.locksRows, (query) => query.forUpdate()));
      const hashes = rows.map(({ content_hash }) => content_hash).join();
      if (hashes !== parts.map(({ contentHash }) => contentHash).join()) return false;
      await session.change(
        db
          .updateTable('inbound_parts')
          .set({ from_number: null, text: null, content: null })
          .where('route', '=', route)
          .where('text_key', '=', textKey)
          .where(
            'part',
            'in',
            rows.map(({ part }) => part),
          ),
      );
      await insertInbound(session, [message]);
      return true;
    },

    async readOverdueTexts(route, beforeMs, most, limit) {
      const query = sql<{ textKey: string }>`
        select text_key as "textKey" from (
          select text_key, max(received_at_ms) as last_ms, row_number() over (order by max(received_at_ms) desc) as place
          from inbound_parts where route = ${route} and content is not null group by text_key) as unfinished
        where last_ms <= ${beforeMs} or place > ${most} order by last_ms limit ${limit}`;
      const rows = await session.rows({ compile: () => query.compile(db) });
      return rows.map(({ textKey }) => textKey);
    },

    async forgetInboundParts(route, beforeMs) {
      await session.change(
        db
          .deleteFrom('inbound_parts')
          .where('route', '=', route)
          .where('content', 'is', null)
          .where('received_at_ms', '<', beforeMs),
      );
    },
  };
}

function toRow(part: InboundPart): Selectable<InboundPartsTable> {
  return {
    route: part.route,
    text_key: part.textKey,
    part: part.part,
    total: part.total,
    from_number: part.from,
    number_key: part.numberKey,
    to_number: part.to,
    text: part.text,
    content: part.content,
    content_hash: part.contentHash,
    received_at_ms: part.receivedAtMs,
  };
}

function toPart(row: Selectable<InboundPartsTable>): InboundPart {
  return {
    route: row.route,
    textKey: row.text_key,
    part: row.part,
    total: row.total,
    from: row.from_number ?? '',
    numberKey: row.number_key,
    to: row.to_number,
    text: row.text ?? '',
    content: row.content ?? '',
    contentHash: row.content_hash,
    receivedAtMs: row.received_at_ms,
  };
}
