import { sql, type RawBuilder } from 'kysely';
import type { HeldCount, PurgeRule, PurgeStep, RetentionStore } from '../../compliance/retentionStore';
import type { Session } from '../session';
import type { SettingStore } from '../store';

/** Where the last step of a rule ended; `''` before the first. */
interface Cursor {
  read(): Promise<string>;
  write(place: string): Promise<void>;
}

interface Step {
  readonly session: Session;
  readonly beforeMs: number;
  readonly limit: number;
  readonly nowMs: number;
  readonly cursor: Cursor;
}

/** What is due within this is sent soon. */
const soonMs = 60_000;

const steps: Readonly<Record<PurgeRule, (step: Step) => Promise<PurgeStep>>> = {
  messages: purgeMessages,
  replies: purgeReplies,
  events: purgeEvents,
  receipts: purgeReceipts,
  signUps: purgeSignUps,
};

/** Purges and counts over one session. */
export function createRetentionQueries(
  session: Session,
  settings: SettingStore,
  readFileBytes: () => Promise<number>,
): Omit<RetentionStore, 'tidy'> {
  return {
    purge(rule, beforeMs, limit, nowMs) {
      const name = `purged_${rule}`;
      const cursor: Cursor = {
        read: async () => (await settings.readSetting(name)) ?? '',
        write: (place) => settings.writeSetting(name, place),
      };
      return steps[rule]({ session, beforeMs, limit, nowMs, cursor });
    },

    async readQuiet(nowMs) {
      const dueMs = nowMs + soonMs;
      const waiting = await rows<{ one: number }>(
        session,
        sql`select 1 as "one" where exists (select 1 from deliveries where state = 'queued')
          or exists (select 1 from deliveries where state = 'claimed')
          or exists (select 1 from deliveries where state = 'held' and not_before_ms <= ${dueMs})`,
      );
      return { isQuiet: waiting.length === 0, bytes: await readFileBytes() };
    },

    async readHoldings() {
      const of = (table: string, time: string | null, where = sql`true`) => held(session, table, time, where);
      return {
        contacts: await of('contacts', 'created_at_ms'),
        ledger: await of('ledger', 'recorded_at_ms'),
        suppressions: await of('suppressions', 'since_ms'),
        messages: await of('messages', 'accepted_at_ms'),
        texts: await of('messages', 'accepted_at_ms', sql`text is not null or number is not null`),
        replies: await of('inbound_messages', 'received_at_ms'),
        replyTexts: await of('inbound_messages', 'received_at_ms', sql`text is not null or from_number is not null`),
        events: await of('events', 'at_ms'),
        consumers: await of('consumers', 'seen_at_ms'),
        receipts: await of('message_parts', null),
        signUps: await of('opt_in_requests', 'requested_at_ms'),
      };
    },
  };
}

/** Runs a statement that is written as SQL. */
function change(session: Session, statement: RawBuilder<unknown>): Promise<number> {
  return session.change({ compile: () => statement.compile(session.db) });
}

function rows<Row>(session: Session, query: RawBuilder<Row>): Promise<Row[]> {
  return session.rows<Row>({ compile: () => query.compile(session.db) });
}

async function held(
  session: Session,
  table: string,
  time: string | null,
  where: RawBuilder<unknown>,
): Promise<HeldCount> {
  const oldest = time === null ? sql`null` : sql`min(${sql.ref(time)})`;
  const [row] = await rows<{ rows: number; oldest: number | null }>(
    session,
    sql`select count(*) as "rows", ${oldest} as "oldest" from ${sql.table(table)} where ${where}`,
  );
  return { rows: Number(row?.rows ?? 0), oldestMs: row?.oldest ?? null };
}

/** The message is over, or its sender has its own copy. */
const hasLeft = sql`exists (select 1 from deliveries d
  where d.message_sequence = messages.sequence and d.state not in ('queued', 'held', 'claimed'))`;
const hasText = sql`(text is not null or number is not null)`;

/** Messages are numbered as they are accepted, so the old ones come first. */
async function purgeMessages({ session, beforeMs, limit, cursor }: Step): Promise<PurgeStep> {
  const late = await purgeSkipped(session, beforeMs, limit);
  const after = Number((await cursor.read()) || 0);
  const page = await rows<{ sequence: number; atMs: number }>(
    session,
    sql`select sequence, accepted_at_ms as "atMs" from messages
        where sequence > ${after} order by sequence limit ${limit}`,
  );
  const old = page.findLastIndex(({ atMs }) => atMs < beforeMs);
  const last = page[old]?.sequence;
  if (last === undefined) return { purged: late, done: late < limit };
  const range = sql`sequence > ${after} and sequence <= ${last}`;
  const purged = await change(
    session,
    sql`update messages set text = null, number = null
        where ${range} and accepted_at_ms < ${beforeMs} and ${hasText} and ${hasLeft}`,
  );
  await change(
    session,
    sql`insert into purge_skipped (message_sequence)
        select sequence from messages where ${range} and ${hasText} on conflict do nothing`,
  );
  await cursor.write(String(last));
  return { purged: purged + late, done: old + 1 < limit && late < limit };
}

async function purgeSkipped(session: Session, beforeMs: number, limit: number): Promise<number> {
  const purged = await change(
    session,
    sql`update messages set text = null, number = null where sequence in (
          select s.message_sequence from purge_skipped s
          join deliveries d on d.message_sequence = s.message_sequence
          join messages m on m.sequence = s.message_sequence
          where d.state not in ('queued', 'held', 'claimed') and m.accepted_at_ms < ${beforeMs} limit ${limit})`,
  );
  if (purged > 0) {
    await change(
      session,
      sql`delete from purge_skipped where exists (select 1 from messages m
          where m.sequence = message_sequence and m.text is null and m.number is null)`,
    );
  }
  return purged;
}

/**
 * Ids ascend with time. A reply that was not handled yet, after a crash, stops the purge before it. Parts of long texts are
 * this old only where their route is no longer used.
 */
async function purgeReplies({ session, beforeMs, limit, cursor }: Step): Promise<PurgeStep> {
  const parts = await change(session, sql`delete from inbound_parts where received_at_ms < ${beforeMs}`);
  const after = await cursor.read();
  const page = await rows<{ id: string; atMs: number; replyClass: string | null }>(
    session,
    sql`select id, received_at_ms as "atMs", reply_class as "replyClass" from inbound_messages
        where id > ${after} order by id limit ${limit}`,
  );
  const kept = page.findIndex(({ atMs, replyClass }) => atMs >= beforeMs || replyClass === null);
  const old = kept < 0 ? page : page.slice(0, kept);
  const last = old.at(-1)?.id;
  if (last === undefined) return { purged: parts, done: true };
  const purged = await change(
    session,
    sql`update inbound_messages set text = null, from_number = null, deduplication_key = null
        where id > ${after} and id <= ${last} and (text is not null or from_number is not null)`,
  );
  await cursor.write(last);
  return { purged: parts + purged, done: old.length < limit };
}

async function purgeEvents({ session, beforeMs, limit, nowMs }: Step): Promise<PurgeStep> {
  await change(session, sql`update consumers set seen_at_ms = ${nowMs} where seen_at_ms is null`);
  const consumers = await change(session, sql`delete from consumers where seen_at_ms < ${beforeMs}`);
  const page = await rows<{ sequence: number; atMs: number }>(
    session,
    sql`select sequence, at_ms as "atMs" from events order by sequence limit ${limit}`,
  );
  const old = page.findLastIndex(({ atMs }) => atMs < beforeMs);
  const last = page[old]?.sequence;
  if (last === undefined) return { purged: consumers, done: true };
  const events = await change(session, sql`delete from events where sequence <= ${last} and at_ms < ${beforeMs}`);
  return { purged: consumers + events, done: old + 1 < limit };
}

/** The operator's ids have no order in time: the purge goes round the table. */
async function purgeReceipts({ session, beforeMs, limit, cursor }: Step): Promise<PurgeStep> {
  const early = await change(
    session,
    sql`delete from early_receipts where (route, part_id) in
        (select route, part_id from early_receipts where received_at_ms < ${beforeMs} limit ${limit})`,
  );
  const [route = '', partId = ''] = JSON.parse((await cursor.read()) || '[]') as string[];
  const after = sql`(route, part_id) > (${route}, ${partId})`;
  // A value for each row, for which every planner goes by the key: of an EXISTS one may make a join with the whole table.
  const isOld = sql`(select d.changed_at_ms < ${beforeMs} and d.state not in ('queued', 'held', 'claimed')
    from deliveries d where d.message_sequence = message_parts.message_sequence)`;
  const page = await rows<{ route: string; partId: string; isOld: number }>(
    session,
    sql`select route, part_id as "partId", case when ${isOld} then 1 else 0 end as "isOld"
        from message_parts where ${after} order by route, part_id limit ${limit}`,
  );
  const last = page.at(-1);
  if (last === undefined) {
    await cursor.write('');
    return { purged: early, done: early < limit };
  }
  const inPage = sql`${after} and (route, part_id) <= (${last.route}, ${last.partId})`;
  const hasOld = page.some(({ isOld: old }) => old === 1);
  const parts = hasOld ? await change(session, sql`delete from message_parts where ${inPage} and ${isOld}`) : 0;
  const isRoundDone = page.length < limit;
  await cursor.write(isRoundDone ? '' : JSON.stringify([last.route, last.partId]));
  return { purged: parts + early, done: isRoundDone && early < limit };
}

/** Ids ascend with time. What a request led to is in the ledger. */
async function purgeSignUps({ session, beforeMs, limit }: Step): Promise<PurgeStep> {
  const page = await rows<{ id: string; endsAtMs: number }>(
    session,
    sql`select id, expires_at_ms as "endsAtMs" from opt_in_requests order by id limit ${limit}`,
  );
  const old = page.findLastIndex(({ endsAtMs }) => endsAtMs < beforeMs);
  const last = page[old]?.id;
  if (last === undefined) return { purged: 0, done: true };
  const purged = await change(
    session,
    sql`delete from opt_in_requests where id <= ${last} and expires_at_ms < ${beforeMs}`,
  );
  return { purged, done: old + 1 < limit };
}
