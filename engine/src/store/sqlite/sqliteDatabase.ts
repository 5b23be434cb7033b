import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { threadId } from 'node:worker_threads';
import { syncFolder } from '../../shared/syncFolder';
import { migrations, migrationsTable, stepsFrom } from '../migrations/migrate';
import { sqliteWords, type Migration } from '../migrations/migration';
import type { WorkerData } from './workerProtocol';

const allPages = 2 ** 31 - 1;
const keptCopyMs = 30 * 24 * 3_600_000;

/** secure_delete overwrites erased content with zeros; FULL makes a commit durable, not only consistent. */
const settings = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA secure_delete = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA cache_size = -16384;
`;

/**
 * Opens a database file with the settings that the store relies on, and brings its schema up to date; a copy of what was
 * there is kept first. Throws `store_newer`.
 */
export async function openDatabase(
  { file, nowMs, readOnly, endLeases = false }: WorkerData,
  steps: readonly Migration[] = migrations,
): Promise<DatabaseSync> {
  const database = new DatabaseSync(file, { timeout: 0, readOnly });
  try {
    if (readOnly) return database;
    database.exec(settings);
    const found = schemaVersion(database);
    if (stepsFrom(found, steps).length > 0) {
      if (found > 0) await backUp(database, `${file}.before-${found}`);
      // Steps sort whole tables, for which there may be no memory.
      migrate(database, nowMs, steps);
    }
    database.exec('PRAGMA temp_store = MEMORY');
    if (endLeases) database.exec("UPDATE leases SET owner = '', expires_at_ms = 0 WHERE expires_at_ms > 0");
    await removeOldCopies(file, nowMs);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Copies a database to `file`, readable by this user only, in one read of one moment. */
export async function backUp(database: DatabaseSync, file: string): Promise<void> {
  // Two that open an old store at once both copy it.
  const partial = `${file}.${process.pid}-${threadId}.partial`;
  await rm(partial, { force: true });
  await (await open(partial, 'wx', 0o600)).close();
  // All pages in one step: in several, each write by another connection would start it again.
  await backup(database, partial, { rate: allPages });
  await rename(partial, file);
  await syncFolder(dirname(file));
}

/** Copies made before a step of the schema hold people who were erased since; they are not kept for ever. */
async function removeOldCopies(file: string, nowMs: number): Promise<void> {
  const name = `${basename(file)}.before-`;
  for (const found of await readdir(dirname(file))) {
    if (!found.startsWith(name)) continue;
    const copy = join(dirname(file), found);
    // Another process may be done with a copy of its own in between.
    const { mtimeMs } = await stat(copy).catch(() => ({ mtimeMs: nowMs }));
    if (nowMs - mtimeMs > keptCopyMs) await rm(copy, { force: true });
  }
}

/** The version of the newest step that ran; 0 for an empty database. */
export function schemaVersion(database: DatabaseSync): number {
  const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'migrations'").get();
  if (table === undefined) return 0;
  const row = database.prepare('SELECT coalesce(max(version), 0) AS version FROM migrations').get();
  return Number(row?.['version'] ?? 0);
}

function migrate(database: DatabaseSync, nowMs: number, steps: readonly Migration[]): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    database.exec(`${migrationsTable('INTEGER')} STRICT`);
    // Read again: another process may have migrated while this one waited.
    const insert = database.prepare('INSERT INTO migrations (version, name, applied_at_ms) VALUES (?, ?, ?)');
    for (const step of stepsFrom(schemaVersion(database), steps)) {
      for (const statement of step.statements(sqliteWords)) database.exec(statement);
      insert.run(step.version, step.name, nowMs);
    }
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
