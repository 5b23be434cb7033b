import type { ClientBase, QueryResultRow } from 'pg';

/** A statement that the server plans once for each connection. */
export interface Statement<Row extends QueryResultRow> {
  readonly name: string;
  readonly text: string;
  /** Only the type of the rows. */
  readonly row?: Row;
}

/**
 * A statement over arrays that are written `$1::text[]`. The planner is kept from seeing how long they are: it starts from them
 * then and finds each row by its key, however large the tables are or were when it last counted.
 */
export function statement<Row extends QueryResultRow>(name: string, text: string): Statement<Row> {
  return { name, text: text.replace(/\$\d+::(?:text|bigint)\[\]/g, '(SELECT $&)') };
}

export async function run<Row extends QueryResultRow>(
  client: ClientBase,
  { name, text }: Statement<Row>,
  values: readonly unknown[],
): Promise<Row[]> {
  const { rows } = await client.query<Row>({ name, text, values: [...values] });
  return rows;
}

/**
 * As `run`, for a statement whose plan is the same for all values: planned once, which takes a millisecond of a text's way. The
 * settings go out together with the statement; a transaction that is rolled back takes them back.
 */
export async function runPlannedOnce<Row extends QueryResultRow>(
  client: ClientBase,
  planned: Statement<Row>,
  values: readonly unknown[],
): Promise<Row[]> {
  const set = (mode: string): Promise<unknown> => client.query(`SET plan_cache_mode = ${mode}`);
  const [, answer] = await Promise.allSettled([
    set('force_generic_plan'),
    run(client, planned, values),
    set('force_custom_plan'),
  ]);
  // Behind a statement that failed in a transaction, the setting fails too, and says less of why.
  if (answer.status === 'rejected') throw answer.reason;
  return answer.value;
}
