import type { Compilable, Expression, Kysely, RawBuilder } from 'kysely';
import type { Schema } from './schema';

/** What to do with a row whose key is there already. */
export interface OnConflict {
  readonly key: readonly string[];
  /** Columns to overwrite; none: the stored row stands. */
  readonly overwrite: readonly string[];
  /** SQL: the stored row is overwritten only where this holds. */
  readonly where?: string;
}

/** Where queries run: one connection, inside one transaction when the verb writes. */
export interface Session {
  /** Builds queries; it runs nothing itself. */
  readonly db: Kysely<Schema>;
  /** Whether other transactions write at the same time, so that rows must be locked before they are changed. */
  readonly locksRows: boolean;
  /** The server's time, epoch ms; null where the caller's time counts. */
  readonly serverTime: RawBuilder<number> | null;
  /**
   * Runs one query and returns its rows. `plannedOnce` names one whose text is always the same and whose rows are found by key
   * whatever the values are: a server plans it once for each connection.
   */
  rows<Row>(query: Compilable<Row>, plannedOnce?: string): Promise<Row[]>;
  /** Runs one statement; returns how many rows it changed. */
  change(query: Compilable<unknown>): Promise<number>;
  /**
   * The rows of a query about the row around it, so that both come in one answer: JSON of a list of objects with these columns;
   * null or an empty list for none.
   */
  nested(query: Expression<unknown>, columns: readonly string[]): RawBuilder<string | null>;
  /** `column IN (values)` with the whole list as one parameter. */
  among(column: string, values: readonly string[]): RawBuilder<boolean>;
  /** `expression IN (query)`, so that the rows of the query are found first and looked for by an index. */
  within(expression: RawBuilder<unknown>, query: RawBuilder<unknown>): RawBuilder<boolean>;
  /**
   * Inserts rows of the named columns with one parameter or one prepared statement, however many they are. Returns the
   * `returning` column of those that were written.
   */
  insert<Table extends keyof Schema & string>(
    table: Table,
    rows: readonly object[],
    columns: readonly (keyof Schema[Table] & string)[],
    onConflict?: OnConflict,
    returning?: keyof Schema[Table] & string,
  ): Promise<unknown[]>;
}

/** `ON CONFLICT ...` as both engines write it. */
export function onConflictSql({ key, overwrite, where }: OnConflict): string {
  const target = `ON CONFLICT (${key.join(', ')})`;
  if (overwrite.length === 0) return `${target} DO NOTHING`;
  const changes = overwrite.map((column) => `${column} = excluded.${column}`).join(', ');
  return `${target} DO UPDATE SET ${changes}${where === undefined ? '' : ` WHERE ${where}`}`;
}

/** The objects of a `nested` column. */
export function nestedRows<Row>(json: string | null): Row[] {
  return json === null ? [] : (JSON.parse(json) as Row[]);
}
