import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { Client } from 'pg';
import { dataInventory, retentionRules, type TableTags } from '../../../engine/src/compliance/dataInventory';
import type { StoreLocation } from '../../../engine/src/store/openStore';
import { readAddress } from '../../../engine/src/store/postgres/postgresDatabase';
import { databaseName } from '../../../engine/src/store/sqlite/storeFolder';
import { stores, type StoreUnderTest } from './stores';

/** Every table and column that is really there, as `table.column`. */
async function columnsOf(location: StoreLocation): Promise<string[]> {
  if (location.kind === 'sqlite') {
    const database = new DatabaseSync(join(location.folder, databaseName), { readOnly: true });
    const rows = database
      .prepare(
        `SELECT t.name || '.' || c.name AS place FROM sqlite_schema t JOIN pragma_table_info(t.name) c
          WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'`,
      )
      .all();
    database.close();
    return rows.map(({ place }) => String(place));
  }
  const { connectionString, schema } = readAddress(location.address);
  const client = new Client(connectionString);
  await client.connect();
  const { rows } = await client.query<{ place: string }>(
    `SELECT table_name || '.' || column_name AS place FROM information_schema.columns WHERE table_schema = $1`,
    [schema],
  );
  await client.end();
  return rows.map(({ place }) => place);
}

const tables = Object.entries<TableTags>(dataInventory);
const tagged = tables.flatMap(([table, { columns }]) => Object.keys(columns).map((column) => `${table}.${column}`));

describe.each(stores)('the data inventory and the schema in %s', (_kind, make) => {
  let data: StoreUnderTest;
  let stored: string[];
  beforeAll(async () => {
    data = await make();
    await data.open();
    stored = await columnsOf(data.location);
  });
  afterAll(() => data.remove());

  test('every stored column is tagged in engine/src/compliance/dataInventory.ts', () => {
    expect(stored.length).toBeGreaterThan(100);
    expect(stored.filter((place) => !tagged.includes(place))).toEqual([]);
  });

  test('nothing is tagged that is not stored', () => {
    expect(tagged.filter((place) => !stored.includes(place))).toEqual([]);
  });
});

describe('the data inventory', () => {
  const columns = tables.flatMap(([table, tags]) =>
    Object.entries(tags.columns).map(([column, own]) => ({ place: `${table}.${column}`, tags, column, own })),
  );

  test('every column has its words in both languages, and its table too', () => {
    for (const { own, tags } of columns) {
      for (const each of [own.label, tags.label, tags.why, tags.source, retentionRules[own.retention]]) {
        expect(each.en.trim()).not.toBe('');
        expect(each.pl.trim()).not.toBe('');
      }
    }
  });

  test('what says something of a person is shown to the person', () => {
    const hidden = columns.filter(({ own }) => own.export === 'omit' && !['technical', 'none'].includes(own.category));
    expect(hidden.map(({ place }) => place)).toEqual([]);
  });

  test('an erasure leaves no name, contact detail or text', () => {
    const personal = ['identity', 'contact', 'profile'];
    const kept = columns.filter(({ own }) => personal.includes(own.category) && own.erase === 'keep');
    expect(kept.map(({ place }) => place)).toEqual([]);
  });

  test('a table that is blanked or deleted from is found by a contact or a number', () => {
    const touched = tables.filter(([, tags]) => Object.values(tags.columns).some(({ erase }) => erase !== 'keep'));
    const lost = touched.filter(([, { links }]) => !links.some(({ by }) => by !== 'message'));
    expect(lost.map(([name]) => name)).toEqual([]);
  });

  test('a row is deleted whole', () => {
    const halves = tables.filter(([, tags]) => {
      const actions = new Set(Object.values(tags.columns).map(({ erase }) => erase));
      return actions.has('delete') && actions.size > 1;
    });
    expect(halves.map(([name]) => name)).toEqual([]);
  });

  test('links lead by columns that there are', () => {
    const broken = tables.flatMap(([name, { links, columns: own }]) =>
      links.filter(({ column }) => !(column in own)).map(({ column }) => `${name}.${column}`),
    );
    expect(broken).toEqual([]);
  });
});
