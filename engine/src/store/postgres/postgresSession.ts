import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';
import type { ClientBase } from 'pg';
import type { Schema } from '../schema';
import { onConflictSql, type Session } from '../session';
import { runPlannedOnce } from './statement';

/** Builds PostgreSQL's SQL; statements run through the session. */
const builder = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** The server's clock, epoch ms. */
export const serverTimeSql = '(extract(epoch from clock_timestamp()) * 1000)::bigint';

/** PostgreSQL's text has no NUL and no half of a surrogate pair. */
export function storableText(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '');
}

/** A session over one connection; the store opens and ends its transactions. */
export function createPostgresSession(client: ClientBase): Session {
  return {
    db: builder,
    locksRows: true,
    serverTime: sql.raw<number>(serverTimeSql),

    async rows<Row>(query: { compile(): { sql: string; parameters: readonly unknown[] } }, plannedOnce?: string) {
      const { sql: text, parameters } = query.compile();
      const rows =
        plannedOnce === undefined
          ? (await client.query(text, [...parameters])).rows
          : await runPlannedOnce(client, { name: plannedOnce, text }, parameters);
      return rows as Row[];
    },

    async change(query) {
      const { sql: text, parameters } = query.compile();
      const { rowCount } = await client.query(text, [...parameters]);
      return rowCount ?? 0;
    },

    nested(query) {
      return sql`(select json_agg(nested)::text from ${query} as nested)`;
    },

    among(column, values) {
      return sql<boolean>`${sql.ref(column)} = any(${values.map(storableText)})`;
    },

    within(expression, query) {
      return sql<boolean>`${expression} = any(array(${query}))`;
    },

    async insert(table, rows, columns, onConflict, returning) {
      if (rows.length === 0) return [];
      const list = columns.join(', ');
      const text = [
        `INSERT INTO ${table} (${list}) SELECT ${list} FROM json_populate_recordset(null::${table}, $1)`,
        onConflict === undefined ? '' : onConflictSql(onConflict),
        returning === undefined ? '' : `RETURNING ${returning}`,
      ].join(' ');
      const json = JSON.stringify(rows, (_name, value: unknown) =>
        typeof value === 'string' ? storableText(value) : value,
      );
      const written = await client.query<Record<string, unknown>>(text, [json]);
      return returning === undefined ? [] : written.rows.map((row) => row[returning]);
    },
  };
}
