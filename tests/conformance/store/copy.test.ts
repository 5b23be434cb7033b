import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { installStore } from '../../../engine/src/store/copy/installStore';
import { fillSqlite, readSqlite } from '../../../engine/src/store/copy/sqliteCopy';
import type { Cell, Row, TableShape } from '../../../engine/src/store/copy/storeCopy';
import { openStore } from '../../../engine/src/store/openStore';
import { openDatabase } from '../../../engine/src/store/sqlite/sqliteDatabase';
import { databaseName } from '../../../engine/src/store/sqlite/storeFolder';
import { contactChange, message, nowMs } from './fixtures';
import { ports, stores, type StoreUnderTest } from './stores';

const rowsEach = 10_240;

/** Made-up rows for any table: unique keys, letters of several alphabets, now and then nothing. */
function madeUpRows(database: DatabaseSync, { name, key }: TableShape): Row[] {
  const columns = database.prepare(`PRAGMA table_info(${name})`).all();
  return Array.from({ length: rowsEach }, (_, n) =>
    columns.map((column): Cell => {
      const isKey = key.includes(String(column['name']));
      if (!isKey && column['notnull'] === 0 && n % 3 === 0) return null;
      if (column['type'] === 'INTEGER') return isKey ? n + 1 : (n * 37) % 9_973;
      return `${String(column['name'])} ${n} zażółć 😀 "\\'\n${n % 1_000 === 7 ? '\0' : ''}`;
    }),
  );
}

describe('every row of every table, from one kind of store to the other', () => {
  let base: string;
  let source: string;
  const folder = (name: string) => join(base, name);

  const contents = (file: string) => {
    const database = new DatabaseSync(file, { readOnly: true });
    const { tables } = readSqlite(database);
    const all = tables.map(({ name, columns, key }) => [
      name,
      database.prepare(`SELECT ${columns.join(', ')} FROM ${name} ORDER BY ${key.join(', ')}`).all(),
    ]);
    const sequences = database.prepare('SELECT name, seq FROM sqlite_sequence ORDER BY name').all();
    database.close();
    return { tables: Object.fromEntries(all) as Record<string, unknown[]>, sequences };
  };

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'zgoda-copy-'));
    source = folder('source.sqlite');
    const database = await openDatabase({ file: source, nowMs, readOnly: false });
    const filling = fillSqlite(database);
    database.exec('BEGIN; DELETE FROM settings');
    for (const table of filling.filled.tables) await filling.insert(table, madeUpRows(database, table));
    // Opening an embedded store that nobody has open ends what leases are left.
    database.exec("UPDATE leases SET owner = '', expires_at_ms = 0");
    // As after a purge: numbers that were given and are not in the table any more.
    await filling.setSequence('events', 77_777);
    database.exec('COMMIT');
    database.close();
  });
  afterAll(() => rm(base, { recursive: true }));

  test.each(stores)('%s: the same rows come back, and numbers are never given twice', async (_kind, make) => {
    const data: StoreUnderTest = await make();
    try {
      const copy = folder(`${_kind}-in.sqlite`);
      new DatabaseSync(source).exec(`VACUUM INTO '${copy}'`);
      await installStore(copy, data.location, false, ports);
      const store = await data.open();
      const back = folder(`${_kind}-out.sqlite`);
      await store.backup(back);
      const [before, after] = [contents(source), contents(back)];
      expect(Object.keys(after.tables)).toEqual(Object.keys(before.tables));
      for (const [name, rows] of Object.entries(before.tables)) {
        expect(rows).toHaveLength(rowsEach);
        const stripped = _kind === 'sqlite' ? rows : JSON.parse(JSON.stringify(rows).replaceAll('\\u0000', ''));
        // A plain comparison: a difference in 10,000 rows is no message to read.
        expect([name, JSON.stringify(after.tables[name]) === JSON.stringify(stripped)]).toEqual([name, true]);
      }
      expect(after.sequences).toEqual(before.sequences);

      await store.appendEvents([
        { id: 'new', kind: 'reply_other', atMs: nowMs, contactId: null, messageId: null, inboundId: null, state: null },
      ]);
      expect(await store.lastEventSequence()).toBe(77_778);
    } finally {
      await data.remove();
    }
  });

  test.each(stores)('%s: data that are there are kept unless told', async (_kind, make) => {
    const data = await make();
    try {
      const first = await data.open();
      await first.upsertContacts([contactChange(1)], nowMs);
      await first.close();
      const other = folder(`${_kind}-other`);
      const copy = join(other, databaseName);
      const makeCopy = async () => {
        await rm(other, { recursive: true, force: true });
        const made = await openStore({ kind: 'sqlite', folder: other }, ports);
        await made.appendMessages([message(2)], nowMs);
        await made.close();
      };
      await makeCopy();
      await expect(installStore(copy, data.location, false, ports)).rejects.toMatchObject({ code: 'store_not_empty' });
      const again = await data.open();
      expect((await again.readContactsByNumber([contactChange(1).number])).size).toBe(1);
      await again.close();

      await makeCopy();
      await installStore(copy, data.location, true, ports);
      const replaced = await data.open();
      expect((await replaced.readContactsByNumber([contactChange(1).number])).size).toBe(0);
      expect((await replaced.countPending('simulator', nowMs)).pending).toBe(1);
    } finally {
      await data.remove();
    }
  });
});
