import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { PoolClient } from 'pg';
import { syncFolder } from '../../shared/syncFolder';
import { rethrow } from '../postgres/postgresErrors';
import { openDatabase } from '../sqlite/sqliteDatabase';
import { toStoreError } from '../sqlite/sqliteErrors';
import { emptySqlite, fillSqlite } from './sqliteCopy';
import { readPostgres } from './postgresCopy';
import { copyStore, type StoreSnapshot } from './storeCopy';

/**
 * Copies the store in a schema to the database file of an embedded store, as it is at one moment, while it is in use. Needs a
 * few pages of rows in memory, however many there are. Blocks the thread page by page.
 */
export async function backUpPostgres(client: PoolClient, schema: string, file: string, nowMs: number): Promise<void> {
  const partial = `${file}.partial`;
  for (const suffix of ['', '-wal', '-shm']) await rm(`${partial}${suffix}`, { force: true });
  await (await open(partial, 'wx', 0o600)).close();
  const database = await openDatabase({ file: partial, nowMs, readOnly: false });
  try {
    database.exec('BEGIN');
    emptySqlite(database);
    const filling = fillSqlite(database);
    await inSnapshot(client, schema, (snapshot) => copyStore(snapshot, filling));
    database.exec('COMMIT');
  } finally {
    database.close();
  }
  await rename(partial, file);
  await syncFolder(dirname(file));
}

/** Runs `work` on one moment of the store; a pause of the disk does not end it. */
export async function inSnapshot<T>(
  client: PoolClient,
  schema: string,
  work: (snapshot: StoreSnapshot) => Promise<T>,
): Promise<T> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY').catch(rethrow);
  try {
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    return await work(await readPostgres(client, schema));
  } catch (error) {
    throw toEitherError(error);
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
  }
}

/** SQLite's errors carry a number, those of `pg` none. */
function toEitherError(error: unknown): unknown {
  const { errcode } = error as { errcode?: unknown };
  return typeof errcode === 'number' ? toStoreError(error) : rethrow(error);
}
