import type { ClientBase } from 'pg';
import { patiently } from '../postgres/postgresDatabase';
import type { Cell, Row, StoreFilling, StoreSnapshot, TableShape } from './storeCopy';

const pageRows = 1_000;

/**
 * The store in a schema, at the moment of the transaction that the caller has begun on this connection (REPEATABLE READ). Numbers
 * must come as numbers.
 */
export async function readPostgres(client: ClientBase, schema: string): Promise<StoreSnapshot> {
  return {
    tables: await tablesOf(client, schema),
    pages: (table) => pages(client, table),
    sequences: () => sequences(client, schema),
  };
}

/** Fills a schema whose tables are empty, within the caller's transaction. */
export async function fillPostgres(client: ClientBase, schema: string): Promise<StoreFilling> {
  const filled = await readPostgres(client, schema);
  return {
    filled,
    async insert({ name, columns }, rows) {
      const list = columns.join(', ');
      const objects = rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]])));
      await client.query(
        `INSERT INTO ${name} (${list}) SELECT ${list} FROM json_populate_recordset(null::${name}, $1)`,
        [JSON.stringify(objects)],
      );
    },
    async setSequence(table, last) {
      const sequence = (await identities(client, schema)).get(table);
      if (sequence !== undefined) await client.query('SELECT setval($1, $2)', [sequence, last]);
    },
  };
}

/** Empties every table, so that a copy can fill the schema. */
export async function emptyPostgres(client: ClientBase, schema: string): Promise<void> {
  const tables = await tablesOf(client, schema);
  await client.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
}

/** Gathers the statistics of every table of the schema, however long it takes. */
export async function analyzePostgres(client: ClientBase, schema: string): Promise<void> {
  const tables = await tablesOf(client, schema);
  await client.query(patiently(`ANALYZE ${tables.map(({ name }) => name).join(', ')}`));
}

/** Whether the schema has rows that somebody would miss: any but those of its own settings. */
export async function holdsData(client: ClientBase, schema: string): Promise<boolean> {
  for (const { name } of await tablesOf(client, schema)) {
    if (name === 'settings') continue;
    const { rows } = await client.query(`SELECT 1 FROM ${name} LIMIT 1`);
    if (rows.length > 0) return true;
  }
  return false;
}

async function tablesOf(client: ClientBase, schema: string): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(
    `SELECT c.relname::text AS name,
       array_agg(a.attname::text ORDER BY a.attnum) AS columns,
       (SELECT array_agg(k.attname::text ORDER BY array_position(i.indkey::int2[], k.attnum))
        FROM pg_index i JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = ANY (i.indkey::int2[])
        WHERE i.indrelid = c.oid AND i.indisprimary) AS key
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = to_regnamespace($1) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname <> 'migrations'
     GROUP BY c.oid, c.relname ORDER BY c.relname`,
    [schema],
  );
  return rows;
}

async function* pages(client: ClientBase, { name, columns, key }: TableShape): AsyncGenerator<Row[]> {
  await client.query(
    `DECLARE copied NO SCROLL CURSOR FOR SELECT ${columns.join(', ')} FROM ${name} ORDER BY ${key.join(', ')}`,
  );
  for (;;) {
    const { rows } = await client.query<Cell[]>({ text: `FETCH ${pageRows} FROM copied`, rowMode: 'array' });
    if (rows.length > 0) yield rows;
    if (rows.length < pageRows) break;
  }
  await client.query('CLOSE copied');
}

async function sequences(client: ClientBase, schema: string): Promise<Map<string, number>> {
  const last = new Map<string, number>();
  for (const [table, sequence] of await identities(client, schema)) {
    const { rows } = await client.query<{ last: number | null }>(
      `SELECT CASE WHEN is_called THEN last_value END AS last FROM ${sequence}`,
    );
    const number = rows[0]?.last;
    if (number !== null && number !== undefined) last.set(table, Number(number));
  }
  return last;
}

/** The sequence behind each table that numbers its rows. */
async function identities(client: ClientBase, schema: string): Promise<Map<string, string>> {
  const { rows } = await client.query<{ table: string; sequence: string }>(
    `SELECT c.relname::text AS table, pg_get_serial_sequence(c.oid::regclass::text, a.attname::text) AS sequence
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attidentity <> ''
     WHERE c.relnamespace = to_regnamespace($1) AND c.relkind IN ('r', 'p')`,
    [schema],
  );
  return new Map(rows.map(({ table, sequence }) => [table, sequence]));
}
