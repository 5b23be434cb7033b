import type { SQLInputValue } from 'node:sqlite';
import { DummyDriver, Kysely, sql, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Schema } from '../schema';
import { onConflictSql, type Session } from '../session';
import type { StatementCache } from './statementCache';

/** Builds SQLite's SQL; statements run through the session. */
const builder = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** A session over the one connection of the worker; the worker opens and ends its transactions. */
export function createSqliteSession(statements: StatementCache): Session {
  return {
    db: builder,
    locksRows: false,
    serverTime: null,

    async rows<Row>(query: { compile(): { sql: string; parameters: readonly unknown[] } }) {
      const { sql: text, parameters } = query.compile();
      return statements.all<Row>(text, ...(parameters as SQLInputValue[]));
    },

    async change(query) {
      const { sql: text, parameters } = query.compile();
      return Number(statements.prepare(text).run(...(parameters as SQLInputValue[])).changes);
    },

    nested(query, columns) {
      const fields = columns.map((column) => sql`${sql.lit(column)}, ${sql.ref(column)}`);
      return sql`(select json_group_array(json_object(${sql.join(fields)})) from ${query})`;
    },

    among(column, values) {
      return sql<boolean>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`;
    },

    within(expression, query) {
      return sql<boolean>`${expression} in (${query})`;
    },

    async insert(table, rows, columns, onConflict, returning) {
      const text = [
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        onConflict === undefined ? '' : onConflictSql(onConflict),
        returning === undefined ? '' : `RETURNING ${returning}`,
      ].join(' ');
      const statement = statements.prepare(text);
      const returned: unknown[] = [];
      for (const row of rows as readonly Record<string, SQLInputValue>[]) {
        const values = columns.map((column) => row[column] ?? null);
        if (returning === undefined) statement.run(...values);
        else for (const written of statement.all(...values)) returned.push(written[returning]);
      }
      return returned;
    },
  };
}
