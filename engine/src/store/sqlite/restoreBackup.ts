import { copyFile, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ZgodaError } from '../../shared/errors';
import { stepsFrom } from '../migrations/migrate';
import type { StorePorts } from '../openStore';
import { claimFolder } from './processMarker';
import { schemaVersion } from './sqliteDatabase';
import { toStoreError } from './sqliteErrors';
import { databaseName, makeFolder, toFolderError } from './storeFolder';

/** The files of a database; the last two only while it is open, or after a crash. */
const suffixes = ['', '-wal', '-shm'] as const;

/**
 * Puts a backup in an embedded store's place; what was there stays beside it as `zgoda.sqlite.before-restore`. Opening the
 * store brings the schema up to date; erasures since the backup must be replayed before anything is sent. Blocks the thread
 * while it checks the backup. Throws `file_unreadable` for a damaged one, `store_newer`, `already_open`.
 */
export async function restoreBackup(backupFile: string, folder: string, ports: StorePorts): Promise<void> {
  checkBackup(backupFile);
  const file = await makeFolder(folder);
  const claim = await claimFolder(folder, ports);
  try {
    if (claim.otherPid !== null) throw new ZgodaError('already_open', { pid: claim.otherPid });
    const incoming = join(folder, `${databaseName}.restoring`);
    await copyDurably(backupFile, incoming);
    for (const suffix of suffixes) await moveAside(`${file}${suffix}`, `${file}.before-restore${suffix}`);
    await rename(incoming, file);
  } catch (error) {
    throw toFolderError(error);
  } finally {
    await claim.release();
  }
}

function checkBackup(backupFile: string): void {
  try {
    const database = new DatabaseSync(backupFile, { readOnly: true });
    try {
      const [row] = database.prepare('PRAGMA quick_check(1)').all();
      const version = schemaVersion(database);
      if (row?.['quick_check'] !== 'ok' || version === 0) throw new Error('not a store');
      stepsFrom(version);
    } finally {
      database.close();
    }
  } catch (error) {
    const failure = toStoreError(error);
    if (failure.code === 'store_newer') throw failure;
    throw new ZgodaError('file_unreadable', { problem: 'it is not an undamaged backup of a store' }, error);
  }
}

async function copyDurably(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  const handle = await open(to, 'r+');
  try {
    await handle.chmod(0o600);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function moveAside(from: string, to: string): Promise<void> {
  await rm(to, { force: true });
  await rename(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}
