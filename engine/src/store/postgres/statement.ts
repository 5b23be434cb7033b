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
