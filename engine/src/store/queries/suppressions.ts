import { sql, type Selectable } from 'kysely';
import type { Suppression, SuppressionStore } from '../../compliance/suppression';
import type { SuppressionsTable } from '../schema';
import type { Session } from '../session';

/** What a suppression is made of. */
export const suppressionColumns = ['number_key', 'scope', 'reason', 'since_ms'] as const;

/** Suppressions over one session. */
export function createSuppressionQueries(session: Session): SuppressionStore {
  return {
    async writeSuppressions(suppressions) {
      const last = new Map(
        suppressions.map((suppression) => [`${suppression.numberKey} ${suppression.scope}`, suppression]),
      );
      const rows = [...last.values()].map(({ numberKey, scope, reason, sinceMs }) => ({
        number_key: numberKey,
        scope,
        reason,
        since_ms: sinceMs,
      }));
      await session.insert('suppressions', rows, suppressionColumns, {
        key: ['number_key', 'scope'],
        overwrite: ['reason', 'since_ms'],
      });
    },

    async removeSuppressions(numberKeys, scope) {
      await session.change(
        session.db.deleteFrom('suppressions').where(session.among('number_key', numberKeys)).where('scope', '=', scope),
      );
    },

    async readSuppressions(numberKeys) {
      return suppressionsByNumberKey(
        await session.rows(
          session.db.selectFrom('suppressions').selectAll().where(session.among('number_key', numberKeys)),
        ),
      );
    },

    async readEachSuppression(numberKeys) {
      const rows = await session.rows(
        session.db.selectFrom('suppressions').selectAll().where(session.among('number_key', numberKeys)),
      );
      return rows.map(toSuppression);
    },

    async readSuppressionPage(after, limit) {
      const { numberKey, scope } = after ?? { numberKey: '', scope: '' };
      const rows = await session.rows(
        session.db
          .selectFrom('suppressions')
          .selectAll()
          .where(sql<boolean>`(number_key, scope) > (${numberKey}, ${scope})`)
          .orderBy('number_key')
          .orderBy('scope')
          .limit(limit),
      );
      return rows.map(toSuppression);
    },
  };
}

/** What counts for each number: `all` wins over `marketing`. */
export function suppressionsByNumberKey(rows: readonly Selectable<SuppressionsTable>[]): Map<string, Suppression> {
  const counting = new Map<string, Suppression>();
  for (const suppression of rows.map(toSuppression)) {
    if (counting.get(suppression.numberKey)?.scope !== 'all') counting.set(suppression.numberKey, suppression);
  }
  return counting;
}

function toSuppression(row: Selectable<SuppressionsTable>): Suppression {
  return { numberKey: row.number_key, scope: row.scope, reason: row.reason, sinceMs: row.since_ms };
}
