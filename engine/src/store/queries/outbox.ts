import { sql } from 'kysely';
import type { CampaignCounts, MessageRow, MessageState } from '../../delivery/message';
import type { OutboxStore } from '../../delivery/outboxStore';
import type { Session } from '../session';
import { createClaimQueries } from './claims';
import { createLeaseQueries } from './leases';
import { cancelAsked } from './reasons';
import type { Tell } from './reports';

/** The verbs that every message passes through: each engine has them in its own SQL. */
export type HotOutbox = Pick<OutboxStore, 'appendMessages' | 'claimMessages' | 'markSubmitted' | 'markReceipts'>;

/**
 * A receipt that came before its message was claimed is for another one: operators use ids again. The clocks of two processes
 * may differ by this much.
 */
export const clockSkewMs = 60_000;

/**
 * Receipts of any form are looked for while one waits that is no older: those of texts that another system sent would have all
 * parts looked for in every form until they are purged.
 */
export const anyFormMs = 86_400_000;

/** Whether a message answers a reply. */
const isAnswerSql = '((SELECT 1 FROM inbound_messages AS i WHERE i.answer_id = m.id LIMIT 1) IS NOT NULL)';

/**
 * Why a due message must not leave any more, else null. `m` is its row of `messages`. The gate ran when it was accepted; this is what
 * can have changed since: a suppression, or a consent that is no longer granted. The answer to a STOP is not blocked by that STOP.
 * Each subquery gives a value, for which every planner goes by the key: of an EXISTS one may read the whole table.
 */
export const blockReasonSql = `CASE
  WHEN (SELECT 1 FROM suppressions AS s WHERE s.number_key = m.number_key
    AND (s.scope = 'all' OR m.purpose = 'marketing')
    AND NOT (s.reason = 'stop' AND ${isAnswerSql}) LIMIT 1) IS NOT NULL
    THEN 'suppressed'
  WHEN m.purpose = 'marketing' THEN CASE coalesce((SELECT c.state FROM consent_states AS c
    WHERE c.contact_id = m.contact_id AND c.purpose = 'marketing'), 'none')
    WHEN 'granted' THEN NULL WHEN 'withdrawn' THEN 'withdrawn' WHEN 'refused' THEN 'withdrawn' ELSE 'no_consent' END
  WHEN (SELECT c.state FROM consent_states AS c WHERE c.contact_id = m.contact_id AND c.purpose = 'service')
    IN ('withdrawn', 'refused') AND NOT ${isAnswerSql}
    THEN 'withdrawn'
END`;

/** The other verbs of the outbox, over one session. */
export function createOutboxQueries(session: Session, tell: Tell): Omit<OutboxStore, keyof HotOutbox> {
  const { db } = session;
  return {
    ...createClaimQueries(session, tell),
    ...createLeaseQueries(session),

    async readBlocked(ids) {
      const query = sql<{ id: string }>`select m.id from messages as m
        where ${session.among('m.id', ids)} and (${sql.raw(blockReasonSql)} is not null
          or (select reason from deliveries where message_sequence = m.sequence) = ${cancelAsked})`;
      const rows = await session.rows({ compile: () => query.compile(db) });
      return rows.map(({ id }) => id);
    },

    async readMessages(ids) {
      const rows = await session.rows(
        db
          .selectFrom('messages')
          .innerJoin('deliveries', 'message_sequence', 'sequence')
          .select([
            'id',
            'messages.route',
            'campaign',
            'contact_id as contactId',
            'number',
            'purpose',
            'text',
            'encoding',
            'segments',
            'state',
            'reason',
            'consent_entry_id as consentEntryId',
            'accepted_at_ms as acceptedAtMs',
            'submitted_at_ms as submittedAtMs',
            'final_at_ms as finalAtMs',
            'not_before_ms as notBeforeMs',
            'quiet_until_ms as quietUntilMs',
            'ground',
            'number_key as numberKey',
            'place',
          ])
          .where(session.among('id', ids)),
      );
      return new Map(rows.map((row): [string, MessageRow] => [row.id, row]));
    },

    async countCampaign(campaign) {
      const rows = await session.rows(
        db
          .selectFrom('messages')
          .innerJoin('deliveries', 'message_sequence', 'sequence')
          .select(({ fn }) => [
            'state',
            'reason',
            fn.countAll<number>().as('count'),
            fn.sum<number>('segments').as('segments'),
            fn.min('accepted_at_ms').as('firstAcceptedAtMs'),
            fn.max('changed_at_ms').as('lastChangedAtMs'),
          ])
          .where('campaign', '=', campaign)
          .groupBy(['state', 'reason']),
      );
      return sumCounts(rows);
    },

    async doubtPending(nowMs) {
      return session.change(
        db
          .updateTable('deliveries')
          .set({ state: 'uncertain', reason: 'restored', claim: null, claim_expires_at_ms: null, changed_at_ms: nowMs })
          .where(({ eb, or, and }) =>
            or([
              eb('state', 'in', ['queued', 'claimed']),
              and([eb('state', '=', 'held'), eb(sql<number>`coalesce(not_before_ms, 0)`, '<=', nowMs)]),
            ]),
          ),
      );
    },

    readNextDue: (route, nowMs) => readNextDue(session, route, nowMs),

    async countPending(route, nowMs) {
      const of = (state: 'queued' | 'held' | 'claimed') =>
        db
          .selectFrom('deliveries')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('route', '=', route)
          .where('state', '=', sql.lit(state));
      const [counts] = await session.rows(
        db.selectNoFrom([of('queued').as('queued'), of('held').as('held'), of('claimed').as('claimed')]),
      );
      const { queued, held, claimed } = { queued: 0, held: 0, claimed: 0, ...counts };
      const pending = Number(queued) + Number(held) + Number(claimed);
      return { pending, nextDueMs: await readNextDue(session, route, nowMs) };
    },
  };
}

/** Steps from one priority of held messages to the next through the index, since each has its own order of due times. */
async function readNextDue(session: Session, route: string, nowMs: number): Promise<number | null> {
  const query = sql<{ queued: number; heldMs: number | null }>`
      with recursive priorities (priority) as (
        select max(priority) from deliveries where route = ${route} and state = 'held'
        union all
        select (select max(d.priority) from deliveries as d
          where d.route = ${route} and d.state = 'held' and d.priority < priorities.priority)
        from priorities where priorities.priority is not null
      )
      select
        case when exists (select 1 from deliveries where route = ${route} and state = 'queued') then 1 else 0 end as queued,
        (select min((select min(not_before_ms) from deliveries as d
            where d.route = ${route} and d.state = 'held' and d.priority = priorities.priority))
          from priorities where priorities.priority is not null) as "heldMs"
  `;
  const [row] = await session.rows({ compile: () => query.compile(session.db) });
  return row !== undefined && row.queued > 0 ? nowMs : (row?.heldMs ?? null);
}

interface CountRow {
  readonly state: MessageState;
  readonly reason: string | null;
  readonly count: number;
  readonly segments: number;
  readonly firstAcceptedAtMs: number | null;
  readonly lastChangedAtMs: number | null;
}

function sumCounts(rows: readonly CountRow[]): CampaignCounts {
  const byState: Partial<Record<MessageState, number>> = {};
  const byReason: Record<string, number> = {};
  for (const { state, reason, count } of rows) {
    byState[state] = (byState[state] ?? 0) + count;
    if (state === 'blocked' && reason !== null) byReason[reason] = (byReason[reason] ?? 0) + count;
  }
  const sent = rows.filter(({ state }) => state !== 'blocked');
  const times = (pick: (row: CountRow) => number | null) => rows.map(pick).filter((time) => time !== null);
  return {
    byState,
    byReason,
    segments: sent.reduce((sum, { segments }) => sum + segments, 0),
    firstAcceptedAtMs: rows.length === 0 ? null : Math.min(...times((row) => row.firstAcceptedAtMs)),
    lastChangedAtMs: rows.length === 0 ? null : Math.max(...times((row) => row.lastChangedAtMs)),
  };
}
