import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { ZgodaError } from '../../shared/errors';
import { openStore, type StoreLocation, type StorePorts } from '../openStore';
import { schemaVersion } from '../sqlite/sqliteDatabase';
import { databaseName } from '../sqlite/storeFolder';
import type { Store } from '../store';

const stagingName = 'zgoda-staging-';
const dayMs = 24 * 3_600_000;

/**
 * A folder for data on their way into a store, on the disk of an embedded one; it is removed when `work` ends, or a day later by the
 * next one where the process was killed.
 */
export async function withStaging<T>(
  target: StoreLocation,
  { clock }: Pick<StorePorts, 'clock'>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const parent = target.kind === 'sqlite' ? target.folder : tmpdir();
  await mkdir(parent, { recursive: true, mode: 0o700 });
  await removeLeftBehind(parent, clock.nowMs());
  const folder = await mkdtemp(join(parent, stagingName));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function removeLeftBehind(parent: string, nowMs: number): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(stagingName)) continue;
    const { mtimeMs } = await stat(join(parent, name)).catch(() => ({ mtimeMs: nowMs }));
    // In a shared folder it may be another user's.
    if (nowMs - mtimeMs > dayMs) await rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** The database file in a staging folder. */
export const stagedFile = (folder: string): string => join(folder, databaseName);

/** Opens the store in a staging folder, with its schema brought up to date, and closes it when `work` ends. */
export async function openStaged<T>(folder: string, ports: StorePorts, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ kind: 'sqlite', folder }, ports);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Copies the database out of a backup, its first `bytes`, into a staging folder. Throws `backup_damaged`. */
export async function unpackBackup(backupFile: string, bytes: number | null, folder: string): Promise<void> {
  const file = stagedFile(folder);
  const source = createReadStream(backupFile, bytes === null ? {} : { end: bytes - 1 });
  await pipeline(source, createWriteStream(file, { mode: 0o600 })).catch((error: NodeJS.ErrnoException) => {
    throw new ZgodaError('file_unreadable', { problem: String(error.code) }, error);
  });
  const problem = problemOf(file);
  if (problem !== null) throw new ZgodaError('backup_damaged', { problem });
}

function problemOf(file: string): string | null {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const [row] = database.prepare('PRAGMA quick_check(1)').all();
    if (row?.['quick_check'] !== 'ok') return 'its database is damaged';
    return schemaVersion(database) === 0 ? 'it holds no store' : null;
  } catch {
    return 'it is no database';
  } finally {
    database.close();
  }
}
