import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { Client } from 'pg';
import { initial } from '../../../engine/src/store/migrations/0001-initial';
import { knownVersion, migrationsTable, stepsFrom } from '../../../engine/src/store/migrations/migrate';
import { postgresWords, sqliteWords } from '../../../engine/src/store/migrations/migration';
import type { StoreLocation } from '../../../engine/src/store/openStore';
import { readAddress } from '../../../engine/src/store/postgres/postgresDatabase';
import { databaseName } from '../../../engine/src/store/sqlite/storeFolder';
import { contactChange, fictionNumber, nextId, nowMs } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

const ranFirst = `INSERT INTO migrations (version, name, applied_at_ms) VALUES (1, 'initial', ${nowMs})`;
const oldContact = `INSERT INTO contacts (id, number, number_key, first_name, attributes, created_at_ms, updated_at_ms)
  VALUES ('${nextId()}', '${fictionNumber(1)}', 'key', 'Ann', '{}', ${nowMs}, ${nowMs})`;

/** Makes a store as the first version left it, with one contact. */
async function makeFirstVersion(location: StoreLocation): Promise<void> {
  if (location.kind === 'sqlite') {
    const database = new DatabaseSync(join(location.folder, databaseName));
    const statements = [`${migrationsTable('INTEGER')} STRICT`, ...initial.statements(sqliteWords)];
    for (const statement of [...statements, ranFirst, oldContact]) database.exec(statement);
    database.close();
    return;
  }
  const { connectionString, schema } = readAddress(location.address);
  const client = new Client(connectionString);
  await client.connect();
  const statements = [`CREATE SCHEMA ${schema}`, `SET search_path = ${schema}`, migrationsTable('BIGINT')];
  for (const statement of [...statements, ...initial.statements(postgresWords), ranFirst, oldContact]) {
    await client.query(statement);
  }
  await client.end();
}

test('the last step is the known version', () => {
  expect(stepsFrom(knownVersion)).toEqual([]);
  expect(() => stepsFrom(knownVersion + 1)).toThrow(expect.objectContaining({ code: 'store_newer' }));
});

describe.each(stores)('a store of the first version in %s', (_kind, make) => {
  let data: StoreUnderTest;
  beforeAll(async () => {
    data = await make();
    await makeFirstVersion(data.location);
  });
  afterAll(() => data.remove());

  test('is brought up to date by whoever opens it first, with what it holds', async () => {
    const [store, other] = await Promise.all([data.open(), data.open()]);
    const known = await other.readContactsByNumber([fictionNumber(1)]);
    expect(known.get(fictionNumber(1))?.firstName).toBe('Ann');
    const saved = {
      ...{ id: nextId(), name: 'ready', version: 1, purpose: 'service' as const, variants: { en: 'Ready' } },
      ...{ defaultLanguage: 'en', variables: null, savedAtMs: nowMs },
    };
    await store.appendTemplate(saved);
    expect(await other.readTemplate('ready')).toEqual(saved);
    await store.upsertContacts([contactChange(2)], nowMs);
  });

  test('stays so when it is opened again', async () => {
    const store = await data.open();
    expect((await store.readTemplate('ready'))?.version).toBe(1);
  });
});
