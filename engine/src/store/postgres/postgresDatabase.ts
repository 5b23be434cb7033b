import { Pool, types, type ClientBase, type ClientConfig, type QueryConfig } from 'pg';
import { ZgodaError } from '../../shared/errors';
import type { Log } from '../../shared/log';
import { migrations, migrationsTable, stepsFrom } from '../migrations/migrate';
import { postgresWords, type Migration } from '../migrations/migration';
import { rethrow, toStoreError } from './postgresErrors';
import { createPostgresLocks } from './postgresLocks';

/** Type ids of PostgreSQL (pg_type): whole numbers, and what sums of them are. */
const bigint = 20;
const numeric = 1700;

const connections = 10;
const longestName = 63;
const connectPatienceMs = 10_000;
const keepAliveMs = 10_000;
/** After this long without an answer the connection counts as lost. */
const answerPatienceMs = 60_000;

/** A store's address taken apart: what `pg` reads, and the schema that holds our tables. */
export function readAddress(address: string): { connectionString: string; schema: string } {
  const url = URL.parse(address);
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new ZgodaError('invalid_config', { field: 'location', problem: 'it is not a PostgreSQL address' });
  }
  const schema = url.searchParams.get('schema') ?? 'zgoda';
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) {
    throw new ZgodaError('invalid_config', { field: 'location', problem: 'the schema is not a plain lower-case name' });
  }
  url.searchParams.delete('schema');
  return { connectionString: url.href, schema };
}

/**
 * For a queue that goes from empty to a million rows and back between two statistics: a plan made for every call, by size and
 * not by what the table was when it was first planned; index order in place of sorting all that is queued (without these, a
 * claim of 500 out of 100,000 took 58 ms); no JIT, which takes longer than our statements.
 */
const sessionSettings = [
  ['plan_cache_mode', 'force_custom_plan'],
  ['enable_seqscan', 'off'],
  ['enable_bitmapscan', 'off'],
  ['random_page_cost', '1.1'],
  ['jit', 'off'],
  ['idle_in_transaction_session_timeout', '60000'],
] as const;

/** What every connection of a store is made with; its name tells administrators whose it is. */
export const connectionConfig = (connectionString: string, schema: string): ClientConfig => ({
  connectionString,
  application_name: `zgoda ${schema}`.slice(0, longestName),
  connectionTimeoutMillis: connectPatienceMs,
  keepAlive: true,
  keepAliveInitialDelayMillis: keepAliveMs,
  query_timeout: answerPatienceMs,
});

/** Connections with the settings that the store relies on. */
export function createPool(connectionString: string, schema: string, log: Log): Pool {
  const pool = new Pool({
    ...connectionConfig(connectionString, schema),
    max: connections,
    // Statements that do not need each other's answer go out together.
    pipeline: true,
    types: {
      getTypeParser: ((oid: number, format: 'text' | 'binary') =>
        oid === bigint || oid === numeric ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
    },
  });
  const settings =
    sessionSettings.map(([name, value]) => `SET ${name} = ${value};`).join(' ') + ` SET search_path = ${schema}`;
  const lost = (error: unknown): void => {
    log.warn('A connection to PostgreSQL was lost', { code: toStoreError(error).code });
  };
  pool.on('connect', (client) => {
    // A connection in use says so here too, and its failed statements say it to their callers.
    client.on('error', lost);
    client.query(settings).catch(lost);
  });
  pool.on('error', lost);
  return pool;
}

/** Runs `work` in a transaction of this connection; rolls back when it throws. */
export async function inTransaction<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  // It goes out together with the first statement, which is not run when this fails: the connection is lost then.
  const begun = client.query('BEGIN').then(() => undefined, rethrow);
  begun.catch(() => undefined);
  try {
    const value = await work();
    await begun;
    await client.query('COMMIT').catch(rethrow);
    return value;
  } catch (error) {
    // A lost connection rolls back by itself.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** A statement that takes as long as the tables are large. */
export const patiently = (text: string): QueryConfig & { query_timeout: number } => ({
  text,
  query_timeout: 3_600_000,
});

/** Makes the schema, or brings it up to date, one process at a time. Throws `store_newer`. */
export async function migrate(
  client: ClientBase,
  schema: string,
  nowMs: number,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  const found = await schemaVersion(client, schema);
  if (stepsFrom(found, steps).length === 0) return;
  await inTransaction(client, async () => {
    await createPostgresLocks(client, schema).take('migrate');
    if (!(await exists(client, 'to_regnamespace', schema))) await client.query(`CREATE SCHEMA ${schema}`);
    await client.query(migrationsTable('BIGINT'));
    // Read again: another process may have migrated while this one waited.
    for (const step of stepsFrom(await schemaVersion(client, schema), steps)) {
      for (const statement of step.statements(postgresWords)) await client.query(patiently(statement));
      await client.query('INSERT INTO migrations (version, name, applied_at_ms) VALUES ($1, $2, $3)', [
        step.version,
        step.name,
        nowMs,
      ]);
    }
  });
}

/** Throws `store_rights` when this user may not do with every table what the store does. */
export async function checkRights(client: ClientBase, schema: string): Promise<void> {
  const { rows } = await client.query<{ table: string }>(
    `SELECT relname::text AS table FROM pg_class
     WHERE relnamespace = to_regnamespace($1) AND relkind IN ('r', 'p') AND relname <> 'migrations'
       AND NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT')
         AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE'))
     ORDER BY relname LIMIT 1`,
    [schema],
  );
  const [first] = rows;
  if (first === undefined) return;
  throw new ZgodaError('store_rights', {
    problem: `this user may not read and write the table ${schema}.${first.table}`,
  });
}

/** The version of the newest step that ran; 0 for an empty schema. */
export async function schemaVersion(client: ClientBase, schema: string): Promise<number> {
  if (!(await exists(client, 'to_regclass', `${schema}.migrations`))) return 0;
  const { rows } = await client.query<{ version: number }>(
    'SELECT coalesce(max(version), 0) AS version FROM migrations',
  );
  return rows[0]?.version ?? 0;
}

async function exists(client: ClientBase, test: 'to_regnamespace' | 'to_regclass', name: string): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(`SELECT ${test}($1) IS NOT NULL AS found`, [name]);
  return rows[0]?.found ?? false;
}
