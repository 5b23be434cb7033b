import type { DatabaseSync } from 'node:sqlite';
import type { Cell, Row, StoreFilling, StoreSnapshot, TableShape } from './storeCopy';

const pageRows = 1_000;

/** The store in a database file, at the moment of the transaction that the caller has begun on it. */
export function readSqlite(database: DatabaseSync): StoreSnapshot {
  return {
    tables: tablesOf(database),
    pages: (table) => pages(database, table),
    async sequences() {
      const rows = database.prepare('SELECT name, seq FROM sqlite_sequence').all();
      return new Map(rows.map(({ name, seq }) => [String(name), Number(seq)]));
    },
  };
}

/** Fills a database that has the schema and no rows, within the caller's transaction. It blocks the thread page by page. */
export function fillSqlite(database: DatabaseSync): StoreFilling {
  const filled = readSqlite(database);
  return {
    filled,
    async insert({ name, columns }, rows) {
      const places = columns.map(() => '?').join(', ');
      const statement = database.prepare(`INSERT INTO ${name} (${columns.join(', ')}) VALUES (${places})`);
      for (const row of rows) statement.run(...row);
    },
    async setSequence(table, last) {
      database.prepare('DELETE FROM sqlite_sequence WHERE name = ?').run(table);
      database.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)').run(table, last);
    },
  };
}

/** Removes what the schema's own steps have put in, so that a copy can fill the database. */
export function emptySqlite(database: DatabaseSync): void {
  for (const { name } of tablesOf(database)) database.exec(`DELETE FROM ${name}`);
}

/** Whether the database has rows that somebody would miss: any but those of its own settings. */
export function holdsData(database: DatabaseSync): boolean {
  return tablesOf(database)
    .filter(({ name }) => name !== 'settings')
    .some(({ name }) => database.prepare(`SELECT 1 FROM ${name} LIMIT 1`).get() !== undefined);
}

function tablesOf(database: DatabaseSync): TableShape[] {
  const named = database.prepare(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'migrations' ORDER BY name`,
  );
  return named.all().map(({ name }) => tableOf(database, String(name)));
}

function tableOf(database: DatabaseSync, name: string): TableShape {
  const columns = database.prepare(`PRAGMA table_info(${name})`).all();
  const key = columns
    .filter(({ pk }) => Number(pk) > 0)
    .sort((one, other) => Number(one['pk']) - Number(other['pk']))
    .map((column) => String(column['name']));
  return { name, columns: columns.map((column) => String(column['name'])), key };
}

async function* pages(database: DatabaseSync, { name, columns, key }: TableShape): AsyncGenerator<Row[]> {
  const statement = database.prepare(`SELECT ${columns.join(', ')} FROM ${name} ORDER BY ${key.join(', ')}`);
  statement.setReturnArrays(true);
  let page: Row[] = [];
  for (const row of statement.iterate()) {
    page.push(row as unknown as Cell[]);
    if (page.length < pageRows) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
