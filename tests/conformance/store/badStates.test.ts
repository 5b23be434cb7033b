import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { openStore } from '../../../engine/src/store/openStore';
import { readAddress } from '../../../engine/src/store/postgres/postgresDatabase';
import { hasService, testPostgres } from '../../support/hasService';
import { message, nowMs } from './fixtures';
import { ports, stores, type StoreUnderTest } from './stores';

/** Runs SQL on the data of a store from outside of it. */
async function execute({ location }: StoreUnderTest, sql: string): Promise<void> {
  if (location.kind === 'sqlite') {
    const database = new DatabaseSync(join(location.folder, 'zgoda.sqlite'));
    database.exec(sql);
    database.close();
    return;
  }
  const { connectionString, schema } = readAddress(location.address);
  const client = new Client(connectionString);
  await client.connect();
  await client.query(`SET search_path = ${schema}; ${sql}`);
  await client.end();
}

describe.each(stores)('bad states of %s', (_kind, make) => {
  let data: StoreUnderTest;
  beforeEach(async () => {
    data = await make();
  });
  afterEach(() => data.remove());

  test('a store of a newer version is left alone', async () => {
    await (await data.open()).writeSetting('a', 'b');
    await execute(data, "INSERT INTO migrations (version, name, applied_at_ms) VALUES (99, 'later', 1)");
    await expect(data.open()).rejects.toMatchObject({ code: 'store_newer', data: { found: 99 } });
  });

  test('opened by several at once, the schema is made once', async () => {
    const opened = await Promise.all([data.open(), data.open(), data.open()]);
    await Promise.all(opened.map((store, n) => store.appendMessages([message(n)], nowMs)));
    await opened[0]?.writeSetting('a', 'b');
    expect(await opened[1]?.readSetting('a')).toBe('b');
  });

  test('a writer of the same data does not make it fail, and everything is kept', async () => {
    const [first, second] = [await data.open(), await data.open()];
    const appends = Array.from({ length: 40 }, (_, n) =>
      (n % 2 ? first : second).appendMessages([message(n, { deduplicationKey: String(n) })], nowMs),
    );
    const outcomes = (await Promise.all(appends)).flat();
    expect(outcomes.every(({ outcome }) => outcome === 'appended')).toBe(true);
    expect((await first.readMessages(outcomes.map(({ id }) => id))).size).toBe(40);
  });

  test('a verb that fails leaves the others of its moment alone', async () => {
    const store = await data.open();
    const taken = message(1);
    await store.appendMessages([taken], nowMs);
    const results = await Promise.allSettled([
      store.appendMessages([message(2)], nowMs),
      store.appendMessages([message(3), { ...message(4), id: taken.id }], nowMs),
      store.appendMessages([message(5)], nowMs),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await store.countPending('simulator', nowMs)).pending).toBe(3);
  });
});

describe('bad states of a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zgoda-bad-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('a folder that cannot be made is named as such', async () => {
    await writeFile(join(folder, 'file'), '');
    const opening = openStore({ kind: 'sqlite', folder: join(folder, 'file', 'store') }, ports);
    await expect(opening).rejects.toMatchObject({ code: 'store_read_only', data: { problem: 'ENOTDIR' } });
  });

  test('a database that cannot be opened', async () => {
    await mkdir(join(folder, 'zgoda.sqlite'));
    await expect(openStore({ kind: 'sqlite', folder }, ports)).rejects.toMatchObject({ code: 'store_read_only' });
  });

  test('a file that is no database', async () => {
    await writeFile(join(folder, 'zgoda.sqlite'), 'not a database at all, but long enough to look at'.repeat(100));
    await expect(openStore({ kind: 'sqlite', folder }, ports)).rejects.toMatchObject({
      code: 'internal',
      data: { problem: 'the database file is damaged' },
    });
  });
});

const onPostgres = hasService('postgres') ? describe : describe.skip;

onPostgres('bad states of a server', () => {
  const address = (change: (url: URL) => void): string => {
    const url = new URL(testPostgres);
    change(url);
    return url.href;
  };
  const opening = (location: string) => openStore({ kind: 'postgres', address: location }, ports);

  test('nobody answers', async () => {
    await expect(
      opening(
        address((url) => {
          url.port = '1';
        }),
      ),
    ).rejects.toMatchObject({ code: 'store_unreachable', data: { problem: 'ECONNREFUSED' } });
  });

  test('no such database, no such user', async () => {
    await expect(
      opening(
        address((url) => {
          url.pathname = '/zgoda_no_such_database';
        }),
      ),
    ).rejects.toMatchObject({ code: 'store_rights', data: { problem: 'the database does not exist' } });
    await expect(
      opening(
        address((url) => {
          url.username = 'zgoda_no_such_user';
        }),
      ),
    ).rejects.toMatchObject({ code: 'store_rights' });
  });

  test('a user that may create nothing', async () => {
    const role = `zgoda_reader_${process.pid}`;
    const client = new Client(testPostgres);
    await client.connect();
    await client.query(`CREATE ROLE ${role} LOGIN`);
    try {
      await expect(
        opening(
          address((url) => {
            url.username = role;
            url.searchParams.set('schema', `${role}_schema`);
          }),
        ),
      ).rejects.toMatchObject({ code: 'store_rights', data: { problem: 'this user lacks a right' } });
    } finally {
      await client.query(`DROP ROLE ${role}`);
      await client.end();
    }
  });
});
