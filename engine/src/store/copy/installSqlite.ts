import { rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ZgodaError } from '../../shared/errors';
import type { StorePorts } from '../openStore';
import { claimFolder } from '../sqlite/processMarker';
import { toStoreError } from '../sqlite/sqliteErrors';
import { databaseName, makeFolder } from '../sqlite/storeFolder';
import { holdsData } from './sqliteCopy';

/** The files of a database; the last two only while it is open, or after a crash. */
const suffixes = ['', '-wal', '-shm'] as const;

/**
 * Puts a closed database file of the same disk in an embedded store's place. With `replace`, data that are there stay beside it for
 * a month, as `zgoda.sqlite.before-restore`. Throws `store_not_empty`, `already_open`.
 */
export async function installSqlite(
  databaseFile: string,
  folder: string,
  replace: boolean,
  ports: StorePorts,
): Promise<void> {
  const file = await makeFolder(folder);
  const claim = await claimFolder(folder, ports);
  try {
    if (claim.otherPid !== null) throw new ZgodaError('already_open', { pid: claim.otherPid });
    if (!replace && fileHoldsData(file)) throw new ZgodaError('store_not_empty');
    for (const suffix of suffixes) await moveAside(`${file}${suffix}`, `${file}.before-restore${suffix}`, ports);
    await rename(databaseFile, join(folder, databaseName));
  } catch (error) {
    throw toStoreError(error);
  } finally {
    await claim.release();
  }
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

async function moveAside(from: string, to: string, { clock }: StorePorts): Promise<void> {
  await rm(to, { force: true });
  try {
    await rename(from, to);
    // It is removed a month after it was put aside, whenever it was last written.
    await utimes(to, clock.nowMs() / 1_000, clock.nowMs() / 1_000);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
