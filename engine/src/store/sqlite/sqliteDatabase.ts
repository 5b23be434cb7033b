import { DatabaseSync } from 'node:sqlite';
import { migrationsTable, stepsFrom } from '../migrations/migrate';
import { sqliteWords } from '../migrations/migration';

/** Opens a database file with the settings that the store relies on, and brings its schema up to date. */
export function openDatabase(file: string, nowMs: number): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    // secure_delete overwrites erased content with zeros; FULL makes a commit durable, not only consistent.
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;
      PRAGMA foreign_keys = ON;
      PRAGMA trusted_schema = OFF;
      PRAGMA cache_size = -65536;
      PRAGMA temp_store = MEMORY;
    `);
    migrate(database, nowMs);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The version of the newest step that ran; 0 for an empty database. */
export function schemaVersion(database: DatabaseSync): number {
  const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'migrations'").get();
  if (table === undefined) return 0;
  const row = database.prepare('SELECT coalesce(max(version), 0) AS version FROM migrations').get();
  return Number(row?.['version'] ?? 0);
}

function migrate(database: DatabaseSync, nowMs: number): void {
  if (stepsFrom(schemaVersion(database)).length === 0) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    database.exec(`${migrationsTable('INTEGER')} STRICT`);
    // Read again: another process may have migrated while this one waited.
    const insert = database.prepare('INSERT INTO migrations (version, name, applied_at_ms) VALUES (?, ?, ?)');
    for (const step of stepsFrom(schemaVersion(database))) {
      for (const statement of step.statements(sqliteWords)) database.exec(statement);
      insert.run(step.version, step.name, nowMs);
    }
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
