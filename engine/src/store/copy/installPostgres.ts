import { DatabaseSync } from 'node:sqlite';
import type { PoolClient } from 'pg';
import { ZgodaError } from '../../shared/errors';
import { openStore, type StorePorts } from '../openStore';
import { holdClosed } from '../postgres/openMark';
import { createPool, inTransaction, readAddress } from '../postgres/postgresDatabase';
import { rethrow, toStoreError } from '../postgres/postgresErrors';
import { refuseChanges } from '../postgres/refuseChanges';
import { analyzePostgres, emptyPostgres, fillPostgres, holdsData } from './postgresCopy';
import { readSqlite } from './sqliteCopy';
import { copyStore, type RowCounts } from './storeCopy';

/**
 * Fills a store in PostgreSQL from a database file of an embedded store that has the newest schema, in one transaction: all of
 * it or nothing. With `replace`, what is there is given up. Calls `placing` before the step after which the data may be there, even if it
 * fails: the answer to a commit can be lost. Throws `store_not_empty`, `already_open`.
 */
export async function installPostgres(
  databaseFile: string,
  address: string,
  replace: boolean,
  ports: StorePorts,
  placing: () => void,
): Promise<RowCounts> {
  await (await openStore({ kind: 'postgres', address }, ports)).close();
  return withConnection(address, ports, async (client, schema) => {
    await holdClosed(client, schema, ports);
    const database = new DatabaseSync(databaseFile, { readOnly: true });
    try {
      database.exec('BEGIN');
      const counts = await inTransaction(client, async () => {
        await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
        if (!replace && (await holdsData(client, schema))) throw new ZgodaError('store_not_empty');
        // A store that was moved away, and comes back.
        await refuseChanges(client, schema, null);
        await emptyPostgres(client, schema);
        const copied = await copyStore(readSqlite(database), await fillPostgres(client, schema));
        placing();
        return copied;
      });
      // The data are there: statistics come by themselves, too, only later.
      await analyzePostgres(client, schema).catch((error: unknown) => {
        ports.log.warn('The statistics of the store could not be gathered', { code: toStoreError(error).code });
      });
      return counts;
    } finally {
      database.close();
    }
  });
}

/** Throws `already_open` when somebody has the store open. */
export async function refuseOtherConnections(address: string, ports: StorePorts): Promise<void> {
  await withConnection(address, ports, (client, schema) => holdClosed(client, schema, ports));
}

/** Gives `work` a connection of its own; its locks end with it. */
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
