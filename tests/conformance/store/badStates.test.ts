import fs, { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { openStore } from '../../../engine/src/store/openStore';
import { readAddress } from '../../../engine/src/store/postgres/postgresDatabase';
import { hasService, testPostgres } from '../../support/hasService';
import { message, nowMs } from './fixtures';
import { ports, stores, type StoreUnderTest } from './stores';

/** The user without rights, on Linux. */
const nobody = 65_534;

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

/** Runs `work` without the rights of this user, which has them all where tests run as root. */
async function asAnotherUser(work: () => Promise<void>, rights: number): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  // Without root, only rights that bind the owner too can be tried.
  if (!isRoot && (rights & 0o200) !== 0) return;
  if (isRoot) process.seteuid?.(nobody);
  try {
    await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

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
      code: 'store_damaged',
      data: { problem: 'the file is no SQLite database' },
      description: expect.stringContaining('zgoda restore'),
    });
  });

  test('a file that was damaged says so where it is read, and nothing crashes', async () => {
    const store = await openStore({ kind: 'sqlite', folder }, ports);
    await store.appendMessages(
      Array.from({ length: 400 }, (_, n) => message(n)),
      nowMs,
    );
    await store.close();
    const file = join(folder, 'zgoda.sqlite');
    const bytes = await readFile(file);
    for (let page = 2; page * 4_096 < bytes.length; page += 1) bytes.fill(0xa5, page * 4_096, (page + 1) * 4_096);
    await writeFile(file, bytes);
    const failed = await openStore({ kind: 'sqlite', folder }, ports).then(
      async (opened) => {
        const error: unknown = await opened.readHoldings().catch((thrown: unknown) => thrown);
        await opened.close();
        return error;
      },
      (thrown: unknown) => thrown,
    );
    expect(failed).toMatchObject({ code: 'store_damaged', data: { problem: 'the file is damaged' } });
  });

  test.each([0o555, 0o755])('a folder of somebody else, with rights %o, cannot be written', async (rights) => {
    await chmod(folder, rights);
    await asAnotherUser(async () => {
      const opening = openStore({ kind: 'sqlite', folder }, ports);
      await expect(opening).rejects.toMatchObject({
        code: 'store_read_only',
        data: { problem: 'EACCES' },
        description: expect.stringContaining('right to write'),
      });
    }, rights);
    await chmod(folder, 0o700);
  });

  test('a network drive is told by its type, and warned of', async () => {
    const types = { NFS: 0x6969 };
    const onNfs = { ...(await fs.statfs(folder)), type: types.NFS };
    jest.spyOn(fs, 'statfs').mockResolvedValue(onNfs);
    const store = await openStore({ kind: 'sqlite', folder }, ports);
    jest.restoreAllMocks();
    expect(store.warning).toMatch(/^The store folder is on a network drive \(NFS\), where SQLite can lose data\./);
    await store.close();
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

  test('a user that may look and not write', async () => {
    const role = `zgoda_looker_${process.pid}`;
    const schema = `${role}_schema`;
    const location = address((url) => url.searchParams.set('schema', schema));
    await (await opening(location)).close();
    const client = new Client(testPostgres);
    await client.connect();
    await client.query(`CREATE ROLE ${role} LOGIN`);
    await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${role}`);
    await client.query(`GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${role}`);
    const asRole = address((url) => {
      url.username = role;
      url.searchParams.set('schema', schema);
    });
    try {
      await expect(opening(asRole)).rejects.toMatchObject({
        code: 'store_rights',
        data: { problem: expect.stringContaining(`may not read and write the table ${schema}.`) },
        description: expect.stringContaining('GRANT'),
      });
      await client.query(`GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role}`);
      const store = await opening(asRole);
      await store.appendMessages([message(1)], nowMs);
      await store.close();
    } finally {
      await client.query(`DROP SCHEMA ${schema} CASCADE`);
      await client.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
      await client.end();
    }
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
