import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { knownVersion, migrations } from '../../../engine/src/store/migrations/migrate';
import type { StoreLocation } from '../../../engine/src/store/openStore';
import { readAddress } from '../../../engine/src/store/postgres/postgresDatabase';
import { databaseName } from '../../../engine/src/store/sqlite/storeFolder';
import { storeOfVersion, type EngineName } from '../../support/landedMigrations';
import { claimNew, contactChange, leaseOf, message, nextId, nowMs } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

const rowsEach = 40;

/** Every version that a store out there can have, from the empty one. */
const versions = [0, ...migrations.map(({ version }) => version)];

type Cell = string | number | null;

interface Column {
  readonly name: string;
  readonly isNumber: boolean;
  readonly mayBeNull: boolean;
  /** The server numbers the rows itself. */
  readonly isIdentity: boolean;
}

/** A table of either engine. */
interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
}

/** A database of a store, beneath the store. */
interface Beneath {
  run(statement: string, values?: readonly Cell[]): Promise<void>;
  rows(query: string): Promise<Record<string, unknown>[]>;
  tables(): Promise<Table[]>;
  /** Everything that the schema consists of, in an order of its own. */
  schema(): Promise<unknown[]>;
  close(): Promise<void>;
}

function sqliteBeneath(folder: string): Beneath {
  const database = new DatabaseSync(join(folder, databaseName));
  const rows = async (query: string) => database.prepare(query).all();
  return {
    rows,
    async run(statement, values = []) {
      if (values.length === 0) database.exec(statement);
      else database.prepare(statement).run(...values);
    },
    async tables() {
      const named = await rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'migrations'",
      );
      return named.map(({ name }) => {
        const columns = database.prepare(`PRAGMA table_info(${String(name)})`).all();
        return {
          name: String(name),
          columns: columns.map((column) => ({
            name: String(column['name']),
            isNumber: column['type'] === 'INTEGER',
            mayBeNull: column['notnull'] === 0 && column['pk'] === 0,
            isIdentity: false,
          })),
          key: columns.filter(({ pk }) => Number(pk) > 0).map((column) => String(column['name'])),
        };
      });
    },
    async schema() {
      const found = await rows('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name');
      return found.map(({ sql, ...rest }) => ({ ...rest, sql: String(sql).replace(/\s/g, '') }));
    },
    close: async () => database.close(),
  };
}

async function postgresBeneath(address: string): Promise<Beneath> {
  const { connectionString, schema } = readAddress(address);
  const client = new Client(connectionString);
  await client.connect();
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}; SET search_path = ${schema}`);
  const rows = async (query: string) => (await client.query<Record<string, unknown>>(query)).rows;
  const columnsSql = `SELECT table_name, column_name, data_type, collation_name, is_nullable, column_default, is_identity,
    identity_generation FROM information_schema.columns WHERE table_schema = '${schema}'`;
  return {
    rows,
    async run(statement, values) {
      await client.query(statement, values === undefined ? undefined : [...values]);
    },
    async tables() {
      const columns = await rows(`${columnsSql} AND table_name <> 'migrations' ORDER BY table_name, ordinal_position`);
      const keys = await rows(
        `SELECT table_name, column_name FROM information_schema.key_column_usage
         JOIN information_schema.table_constraints USING (table_schema, table_name, constraint_name)
         WHERE table_schema = '${schema}' AND constraint_type = 'PRIMARY KEY' ORDER BY table_name, ordinal_position`,
      );
      const of = (all: Record<string, unknown>[], table: string) => all.filter((each) => each['table_name'] === table);
      return [...new Set(columns.map((each) => String(each['table_name'])))].map((name) => ({
        name,
        columns: of(columns, name).map((each) => ({
          name: String(each['column_name']),
          isNumber: each['data_type'] === 'bigint',
          mayBeNull: each['is_nullable'] === 'YES',
          isIdentity: each['is_identity'] === 'YES',
        })),
        key: of(keys, name).map((each) => String(each['column_name'])),
      }));
    },
    async schema() {
      const queries = [
        `${columnsSql} ORDER BY table_name, column_name`,
        `SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = '${schema}' ORDER BY indexname`,
        `SELECT conrelid::regclass::text AS table, conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint
         WHERE connamespace = to_regnamespace('${schema}') ORDER BY conrelid::regclass::text, conname`,
        `SELECT relname, relkind, reloptions FROM pg_class WHERE relnamespace = to_regnamespace('${schema}')
         ORDER BY relname`,
      ];
      const found: unknown[] = [];
      for (const query of queries) found.push(...(await rows(query)));
      return JSON.parse(JSON.stringify(found).replaceAll(schema, 'store')) as unknown[];
    },
    close: () => client.end(),
  };
}

const beneath = async (location: StoreLocation): Promise<Beneath> =>
  location.kind === 'sqlite' ? sqliteBeneath(location.folder) : postgresBeneath(location.address);

/** A made-up value: different in each row, with letters of several alphabets, now and then nothing. */
function madeUp({ name, isNumber, mayBeNull }: Column, table: string, n: number): Cell {
  if (mayBeNull && n % 3 === 0) return null;
  // Opening an embedded store that nobody has open ends what leases are left.
  if (table === 'leases' && name === 'expires_at_ms') return 0;
  return isNumber ? n + 1 : `${name} ${n} zażółć 😀 "'\\`;
}

async function fill(database: Beneath, engine: EngineName): Promise<void> {
  for (const { name, columns: all } of await database.tables()) {
    const columns = all.filter(({ isIdentity }) => !isIdentity);
    const places = columns.map((_, at) => (engine === 'sqlite' ? '?' : `$${at + 1}`)).join(', ');
    const names = columns.map((column) => column.name).join(', ');
    for (let n = 0; n < rowsEach; n += 1) {
      const values = columns.map((column) => madeUp(column, name, n));
      await database.run(`INSERT INTO ${name} (${names}) VALUES (${places})`, values);
    }
  }
}

/** The rows of these tables, in these columns, in the order of their keys. */
async function contents(database: Beneath, tables: readonly Table[]): Promise<Map<string, unknown[]>> {
  const all = new Map<string, unknown[]>();
  for (const { name, columns, key } of tables) {
    const names = columns.map((column) => column.name).join(', ');
    // A step of the schema may add settings.
    const where = name === 'settings' ? "WHERE name LIKE 'name %'" : '';
    all.set(name, await database.rows(`SELECT ${names} FROM ${name} ${where} ORDER BY ${key.join(', ')}`));
  }
  return all;
}

describe.each(stores)('a store in %s', (kind, make) => {
  const engine = kind as EngineName;
  let data: StoreUnderTest;
  let fresh: StoreUnderTest;
  beforeEach(async () => {
    [data, fresh] = [await make(), await make()];
  });
  afterEach(async () => {
    await data.remove();
    await fresh.remove();
  });

  const look = async <T>({ location }: StoreUnderTest, work: (database: Beneath) => Promise<T>): Promise<T> => {
    const database = await beneath(location);
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  };

  test.each(versions)(
    'of version %s, with rows in every table, becomes one of today with the same rows',
    async (version) => {
      const { tables, before } = await look(data, async (database) => {
        for (const statement of storeOfVersion(version, engine, nowMs)) await database.run(statement);
        await fill(database, engine);
        const found = await database.tables();
        return { tables: found, before: await contents(database, found) };
      });
      expect([...before.values()].every((rows) => rows.length === rowsEach)).toBe(true);
      expect(tables.length > 10 || version === 0).toBe(true);

      const store = await data.open();
      await (await fresh.open()).close();
      await look(data, async (database) => {
        expect(await contents(database, tables)).toEqual(before);
        expect(await database.rows('SELECT max(version) AS version FROM migrations')).toMatchObject([
          { version: engine === 'sqlite' ? knownVersion : String(knownVersion) },
        ]);
        expect(await database.schema()).toEqual(await look(fresh, (other) => other.schema()));
      });

      await store.upsertContacts([contactChange(1)], nowMs);
      expect(await claimNew(store, await leaseOf(store), [message(1)])).toHaveLength(1);
      await store.close();
    },
  );

  test('of the first version is brought up to date by whoever opens it first', async () => {
    await look(data, async (database) => {
      for (const statement of storeOfVersion(1, engine, nowMs)) await database.run(statement);
    });
    const [store, other] = await Promise.all([data.open(), data.open()]);
    const saved = {
      ...{ id: nextId(), name: 'ready', version: 1, purpose: 'service' as const, variants: { en: 'Ready' } },
      ...{ defaultLanguage: 'en', variables: null, savedAtMs: nowMs },
    };
    await store.appendTemplate(saved);
    expect(await other.readTemplate('ready')).toEqual(saved);
    expect((await (await data.open()).readTemplate('ready'))?.version).toBe(1);
  });
});
