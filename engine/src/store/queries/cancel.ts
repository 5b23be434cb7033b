import { sql } from 'kysely';
import type { CampaignMessage, CancelStore } from '../../delivery/cancelStore';
import type { MessageState } from '../../delivery/message';
import type { Session } from '../session';
import { answerLost, cancelAsked } from './reasons';
import { messageIdOf, type Report, type Tell } from './reports';

/** Cancels over one session. */
export function createCancelQueries(session: Session, tell: Tell): CancelStore {
  const { db } = session;
  return {
    async cancelMessages(ids, nowMs) {
      // One that was sent, and is to be sent again because its answer was lost, is not taken back by that.
      const isSent = sql<boolean>`(state <> 'claimed' and reason is not distinct from ${answerLost})`;
      const query = db
        .updateTable('deliveries')
        .set({
          state: sql<MessageState>`case when state = 'claimed' then 'claimed' when ${isSent} then 'uncertain' else 'cancelled' end`,
          reason: sql<string | null>`case when state = 'claimed' then ${cancelAsked} when ${isSent} then reason end`,
          not_before_ms: null,
          final_at_ms: sql<
            number | null
          >`case when state = 'claimed' or ${isSent} then null else cast(${nowMs} as bigint) end`,
          changed_at_ms: nowMs,
        })
        .where('message_sequence', 'in', (messages) =>
          messages.selectFrom('messages').select('sequence').where(session.among('id', ids)),
        )
        .where('state', 'in', ['queued', 'held', 'claimed'])
        .returning([messageIdOf.as('messageId'), 'state']);
      const rows = await session.rows(query);
      const of = (wanted: MessageState) => rows.filter(({ state }) => state === wanted);
      await tell([...of('cancelled'), ...of('uncertain')], nowMs);
      const idsOf = (reports: readonly Report[]) => reports.map(({ messageId }) => messageId);
      return { cancelled: idsOf(of('cancelled')), claimed: idsOf(of('claimed')) };
    },

    async readCampaignPage(campaign, afterSequence, limit) {
      // The state is looked up row by row: the page is short, and the table of states is not.
      const query = sql<CampaignMessage>`
        select id, sequence, (select state from deliveries where message_sequence = sequence) as state
        from messages where campaign = ${campaign} and sequence > ${afterSequence} order by sequence limit ${limit}`;
      return session.rows({ compile: () => query.compile(db) });
    },

    async readKeyHolders(keys) {
      const rows = await session.rows(
        db
          .selectFrom('messages')
          .select(['deduplication_key as key', 'id'])
          .where(session.among('deduplication_key', keys)),
      );
      return new Map(rows.map(({ key, id }): [string, string] => [key ?? '', id]));
    },
  };
}
