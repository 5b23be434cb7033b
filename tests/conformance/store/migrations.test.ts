import { mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { knownVersion, migrations, stepsFrom } from '../../../engine/src/store/migrations/migrate';
import type { Migration } from '../../../engine/src/store/migrations/migration';
import { openStore } from '../../../engine/src/store/openStore';
import { migrate, schemaVersion } from '../../../engine/src/store/postgres/postgresDatabase';
import { openDatabase, schemaVersion as sqliteVersion } from '../../../engine/src/store/sqlite/sqliteDatabase';
import { hasService, testPostgres } from '../../support/hasService';
import { contactChange, fictionNumber, nowMs } from './fixtures';
import { ports } from './stores';

/** A step after the newest, to see a store grow. */
const later: Migration = {
  version: knownVersion + 1,
  name: 'later',
  statements: ({ text, integer }) => [
    `ALTER TABLE contacts ADD COLUMN nickname ${text}`,
    `UPDATE contacts SET nickname = first_name`,
    `CREATE TABLE later (id ${integer} NOT NULL PRIMARY KEY)`,
  ],
};
const broken: Migration = {
  version: knownVersion + 1,
  name: 'broken',
  statements: () => ['CREATE TABLE half (a INTEGER)', 'SELECT nonsense FROM nowhere'],
};

test('versions ascend, and the last is the known one', () => {
  const numbers = migrations.map(({ version }) => version);
  expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
  expect(numbers.at(-1)).toBe(knownVersion);
  expect(stepsFrom(knownVersion)).toEqual([]);
  expect(() => stepsFrom(knownVersion + 1)).toThrow(expect.objectContaining({ code: 'store_newer' }));
});

describe('the schema of an embedded store', () => {
  let folder: string;
  const data = () => ({ file: join(folder, 'zgoda.sqlite'), nowMs, readOnly: false });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zgoda-migrate-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const copies = async () => (await readdir(folder)).filter((name) => name.includes('.before-'));

  test('a copy of what was there is kept before a step, and not for ever', async () => {
    const store = await openStore({ kind: 'sqlite', folder }, ports);
    await store.upsertContacts([contactChange(1, { firstName: 'Ann' })], nowMs);
    await store.close();
    const grown = await openDatabase(data(), [...migrations, later]);
    expect(grown.prepare('SELECT nickname FROM contacts').get()).toMatchObject({ nickname: 'Ann' });
    grown.close();
    expect(await copies()).toEqual([`zgoda.sqlite.before-${knownVersion}`]);

    const copy = join(folder, `zgoda.sqlite.before-${knownVersion}`);
    expect((await stat(copy)).mode & 0o777).toBe(0o600);
    const old = new DatabaseSync(copy);
    expect([sqliteVersion(old), old.prepare('SELECT number FROM contacts').all()]).toMatchObject([
      knownVersion,
      [{ number: fictionNumber(1) }],
    ]);
    old.close();
    await utimes(copy, 1, nowMs / 1_000 - 31 * 24 * 3_600);
    (await openDatabase(data(), [...migrations, later])).close();
    expect(await copies()).toEqual([]);
  });

  test('a step that fails leaves the store as it was', async () => {
    (await openDatabase(data())).close();
    await expect(openDatabase(data(), [...migrations, broken])).rejects.toThrow();
    const database = await openDatabase(data());
    expect(sqliteVersion(database)).toBe(knownVersion);
    expect(database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'half'").get()).toBeUndefined();
    database.close();
  });
});

const onPostgres = hasService('postgres') ? describe : describe.skip;

onPostgres('the schema in PostgreSQL', () => {
  let client: Client;
  let schema: string;
  let schemas = 0;
  beforeEach(async () => {
    schemas += 1;
    schema = `zgoda_migrate_${process.pid}_${Date.now()}_${schemas}`;
    client = new Client(testPostgres);
    await client.connect();
    await client.query(`SET search_path = ${schema}`);
  });
  afterEach(async () => {
    await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await client.end();
  });

  test('it grows with what is in it; a step that fails leaves it as it was', async () => {
    await migrate(client, schema, nowMs);
    await expect(migrate(client, schema, nowMs, [...migrations, broken])).rejects.toThrow();
    expect(Number(await schemaVersion(client, schema))).toBe(knownVersion);
    await migrate(client, schema, nowMs, [...migrations, later]);
    expect(Number(await schemaVersion(client, schema))).toBe(knownVersion + 1);
    await expect(migrate(client, schema, nowMs)).rejects.toMatchObject({ code: 'store_newer' });
  });
});
