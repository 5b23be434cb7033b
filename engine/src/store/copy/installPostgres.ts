import { DatabaseSync } from 'node:sqlite';
import type { ClientBase, PoolClient } from 'pg';
import { sleep } from '../../shared/clock';
import { ZgodaError } from '../../shared/errors';
import { keepAlive } from '../keepAlive';
import { openStore, type StorePorts } from '../openStore';
import { createPool, inTransaction, readAddress } from '../postgres/postgresDatabase';
import { rethrow } from '../postgres/postgresErrors';
import { emptyPostgres, fillPostgres, holdsData } from './postgresCopy';
import { readSqlite } from './sqliteCopy';
import { copyStore, type RowCounts } from './storeCopy';

/** How long a connection that was just closed may still be listed by the server. */
const closingPatienceMs = 3_000;
const lookMs = 100;

/**
 * Fills a store in PostgreSQL from a database file of an embedded store that has the newest schema, in one transaction: all of
 * it or nothing. With `replace`, what is there is given up. Throws `store_not_empty`, `already_open`.
 */
export async function installPostgres(
  databaseFile: string,
  address: string,
  replace: boolean,
  ports: StorePorts,
): Promise<RowCounts> {
  await (await openStore({ kind: 'postgres', address }, ports)).close();
  return withConnection(address, ports, async (client, schema) => {
    await refuseUsers(client, ports);
    const database = new DatabaseSync(databaseFile, { readOnly: true });
    try {
      database.exec('BEGIN');
      const counts = await inTransaction(client, async () => {
        await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
        if (!replace && (await holdsData(client, schema))) throw new ZgodaError('store_not_empty');
        await emptyPostgres(client, schema);
        return copyStore(readSqlite(database), await fillPostgres(client, schema));
      });
      await client.query('ANALYZE');
      return counts;
    } finally {
      database.close();
    }
  });
}

/** Throws `already_open` when another process is connected to the store. */
export async function refuseOtherConnections(address: string, ports: StorePorts): Promise<void> {
  await withConnection(address, ports, (client) => refuseUsers(client, ports));
}

async function refuseUsers(client: ClientBase, { clock }: StorePorts): Promise<void> {
  const untilMs = clock.monotonicMs() + closingPatienceMs;
  for (;;) {
    const { rows } = await client.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()
         AND application_name = current_setting('application_name') LIMIT 1`,
    );
    if (rows[0] === undefined) return;
    if (clock.monotonicMs() > untilMs) throw new ZgodaError('already_open', { pid: rows[0].pid });
    await keepAlive(() => sleep(clock, lookMs));
  }
}

async function withConnection<T>(
  address: string,
  { log }: StorePorts,
  work: (client: PoolClient, schema: string) => Promise<T>,
): Promise<T> {
  const { connectionString, schema } = readAddress(address);
  const pool = createPool(connectionString, schema, log);
  try {
    const client = await pool.connect();
    try {
      return await work(client, schema);
    } finally {
      client.release();
    }
  } catch (error) {
    return rethrow(error);
  } finally {
    await pool.end();
  }
}
