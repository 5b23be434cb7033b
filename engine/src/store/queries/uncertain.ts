import { sql } from 'kysely';
import type { UncertainStore } from '../../delivery/uncertainStore';
import type { Session } from '../session';
import { messageIdOf } from './reports';

/** Uncertain messages over one session. */
export function createUncertainQueries(session: Session): UncertainStore {
  const { db } = session;
  return {
    async readUncertain(campaign, limit) {
      const uncertain = db
        .selectFrom('deliveries')
        .select(['message_sequence', 'changed_at_ms'])
        .where('state', '=', 'uncertain')
        .orderBy('message_sequence')
        .limit(limit);
      const ofCampaign = sql<boolean>`exists (select 1 from messages
        where sequence = message_sequence and campaign = ${campaign})`;
      return session.rows(
        db
          .selectFrom((campaign === null ? uncertain : uncertain.where(ofCampaign)).as('found'))
          .innerJoin('messages', 'sequence', 'message_sequence')
          .select(['id', 'campaign', 'route', 'number', 'changed_at_ms as sinceMs'])
          .orderBy('sequence'),
      );
    },

    async settleUncertain(ids, settlement, nowMs) {
      const sendable = sql<boolean>`exists (select 1 from messages
        where sequence = message_sequence and number is not null and text is not null)`;
      const query = db
        .updateTable('deliveries')
        .set({
          state: settlement,
          reason: settlement === 'queued' ? null : 'settled',
          claim: null,
          claim_expires_at_ms: null,
          submitted_at_ms:
            settlement === 'submitted' ? sql<number>`coalesce(submitted_at_ms, cast(${nowMs} as bigint))` : null,
          final_at_ms: settlement === 'undelivered' ? nowMs : null,
          changed_at_ms: nowMs,
        })
        .where('message_sequence', 'in', (messages) =>
          messages.selectFrom('messages').select('sequence').where(session.among('id', ids)),
        )
        .where('state', '=', 'uncertain')
        .returning(messageIdOf.as('id'));
      const rows = await session.rows(settlement === 'queued' ? query.where(sendable) : query);
      return rows.map(({ id }) => id);
    },
  };
}
