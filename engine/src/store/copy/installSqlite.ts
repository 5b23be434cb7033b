import { constants, copyFile, link, open, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ZgodaError } from '../../shared/errors';
import { syncFolder } from '../../shared/syncFolder';
import type { StorePorts } from '../openStore';
import { toStoreError } from '../sqlite/sqliteErrors';
import { databaseName, makeFolder } from '../sqlite/storeFolder';
import { keepOthersOut } from './keepOthersOut';
import { holdsData } from './sqliteCopy';

/** The files of a database; the last two only while it is open, or after a crash. */
const suffixes = ['', '-wal', '-shm'] as const;

/**
 * Puts a closed database file of the same disk in an embedded store's place. With `replace`, data that are there stay beside it for
 * a month, as `zgoda.sqlite.before-restore`. Whenever it is cut off, the place holds the old database or the new one, whole. Nobody
 * opens either meanwhile. Calls `placing` before the step after which the new one may be there. Throws `store_not_empty`, `already_open`.
 */
export function installSqlite(
  databaseFile: string,
  folder: string,
  replace: boolean,
  ports: StorePorts,
  placing: () => void,
): Promise<void> {
  return keepOthersOut(folder, ports, async () => {
    try {
      const file = await makeFolder(folder);
      if (!replace && fileHoldsData(file)) throw new ZgodaError('store_not_empty');
      emptyLog(file);
      await keepAside(file, `${file}.before-restore`);
      await syncFile(databaseFile);
      // A log of the old database would be read into the new one.
      for (const suffix of ['-wal', '-shm']) await rm(`${file}${suffix}`, { force: true });
      placing();
      await rename(databaseFile, join(folder, databaseName));
      await syncFolder(folder);
      await dateAside(`${file}.before-restore`, ports);
    } catch (error) {
      throw toStoreError(error);
    }
  });
}

/** A file that cannot be read counts as data: somebody may still mend it. */
function fileHoldsData(file: string): boolean {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return holdsData(database);
  } catch {
    return true;
  } finally {
    database.close();
  }
}

/**
 * Brings what only the write-ahead log has into the database, so that the log can go without a loss. Throws `already_open` when anybody
 * has the database open, also a process whose marker was lost: it would go on writing into what is put aside.
 */
function emptyLog(file: string): void {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (toStoreError(error).code === 'store_busy') throw new ZgodaError('already_open', { pid: 'unknown' }, error);
    // A damaged database keeps its log, and both are kept aside.
  } finally {
    database.close();
  }
}

/** Gives the files a second name: the first one stays until the new database takes it. */
async function keepAside(file: string, aside: string): Promise<void> {
  for (const suffix of suffixes) await rm(`${aside}${suffix}`, { force: true });
  for (const suffix of suffixes) {
    await link(`${file}${suffix}`, `${aside}${suffix}`).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return;
      // Not every file system has second names.
      await copyFile(`${file}${suffix}`, `${aside}${suffix}`, constants.COPYFILE_EXCL);
      await syncFile(`${aside}${suffix}`);
    });
  }
}

/** It is removed a month after it was put aside, whenever it was last written. */
async function dateAside(aside: string, { clock }: StorePorts): Promise<void> {
  for (const suffix of suffixes) {
    await utimes(`${aside}${suffix}`, clock.nowMs() / 1_000, clock.nowMs() / 1_000).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      },
    );
  }
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
