import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { refuseOtherUsers } from '../../../engine/src/store/copy/refuseOtherUsers';
import { holdClosed } from '../../../engine/src/store/postgres/openMark';
import { readAddress } from '../../../engine/src/store/postgres/postgresDatabase';
import type { Store } from '../../../engine/src/store/store';
import { testPostgres } from '../../support/hasService';
import { contactChange, leaseOf, ledgerEntry, message, nextId, nowMs, route } from './fixtures';
import { ports, stores, type StoreUnderTest } from './stores';

const place = "postgres://db.internal/o'brien";
const writers = 4;

const schemaOf = ({ location }: StoreUnderTest): string =>
  readAddress(location.kind === 'postgres' ? location.address : '').schema;

describe.each(stores)('a store in %s that was moved', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  let mover: Store;
  beforeEach(async () => {
    data = await make();
    [store, mover] = [await data.open(), await data.open()];
  });
  afterEach(() => data.remove());

  test('refuses every change of who has it open, and tells where it is', async () => {
    const lease = await leaseOf(store);
    await store.appendMessages([message(1)], nowMs);
    await mover.markMoved(place);
    const suppression = { numberKey: 'key', scope: 'marketing', reason: 'stop', sinceMs: nowMs } as const;
    const changes: readonly (() => Promise<unknown>)[] = [
      () => store.appendMessages([message(2)], nowMs),
      () => store.claimMessages(route, lease, 10, 30_000, nowMs),
      () => store.upsertContacts([contactChange(1)], nowMs),
      () => store.appendLedger([ledgerEntry(1, nextId())]),
      () => store.writeSuppressions([suppression]),
      () => store.transaction((repositories) => repositories.appendMessages([message(3)], nowMs)),
    ];
    for (const change of changes) {
      await expect(change()).rejects.toMatchObject({
        code: 'store_moved',
        data: { place },
        message: `This store was moved to ${place}.`,
      });
    }
    expect((await store.countPending(route, nowMs)).pending).toBe(1);
    expect(await store.readMoved()).toBe(place);

    await mover.markMoved(null);
    expect(await store.readMoved()).toBeNull();
    for (const change of changes) await change();
    expect((await store.countPending(route, nowMs)).pending).toBe(3);
  });

  test('has lost nothing that it accepted: all of it is in a copy made after the mark', async () => {
    const base = await mkdtemp(join(tmpdir(), 'zgoda-moved-'));
    const accepted: string[] = [];
    const refusals: unknown[] = [];
    const writing = Array.from({ length: writers }, async () => {
      for (;;) {
        const sent = [message(1), message(2)];
        try {
          await store.appendMessages(sent, nowMs);
        } catch (error) {
          return refusals.push(error);
        }
        accepted.push(...sent.map(({ id }) => id));
      }
    });
    while (accepted.length < 200) await new Promise((resolve) => setTimeout(resolve, 5));
    await mover.markMoved(place);
    const file = join(base, 'copy.sqlite');
    await mover.backup(file);
    await Promise.all(writing);
    expect(refusals).toHaveLength(writers);
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'store_moved' });
    const copy = new DatabaseSync(file, { readOnly: true });
    const copied = new Set(
      copy
        .prepare('SELECT id FROM messages')
        .all()
        .map(({ id }) => String(id)),
    );
    copy.close();
    expect(accepted.filter((id) => !copied.has(id))).toEqual([]);
    await rm(base, { recursive: true });
  });
});

describe.each(stores.filter(([kind]) => kind === 'postgres'))('a store in %s that is open', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  let admin: Client;
  beforeEach(async () => {
    data = await make();
    store = await data.open();
    admin = new Client(testPostgres);
    await admin.connect();
  });
  afterEach(async () => {
    await admin.end();
    await data.remove();
  });

  /** Ends the store's connections: those of its pool, as it does itself when they are idle; or all, as a restart does. */
  const end = async (which: 'pool' | 'all'): Promise<void> => {
    const { rows } = await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity AS a WHERE application_name = $1 ${
        which === 'all'
          ? ''
          : "AND NOT EXISTS (SELECT 1 FROM pg_locks AS l WHERE l.pid = a.pid AND locktype = 'advisory')"
      }`,
      [`zgoda ${schemaOf(data)}`],
    );
    expect(rows).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
  };
  const refusal = () =>
    refuseOtherUsers(data.location, ports).then(
      () => null,
      (error: unknown) => error,
    );

  test('is known to be so without a connection in its pool, until it is closed', async () => {
    await end('pool');
    expect(await refusal()).toMatchObject({ code: 'already_open', data: { pid: expect.any(Number) } });
    expect((await refusal())?.toString()).not.toContain('pid 0');
    await store.close();
    expect(await refusal()).toBeNull();
  });

  test('is known to be so again after its connections were lost', async () => {
    await end('pool');
    await end('all');
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await refusal()).toMatchObject({ code: 'already_open' });
  });

  test('keeps out who puts another in its place, and is kept out by it', async () => {
    await store.close();
    await holdClosed(admin, schemaOf(data), ports);
    await expect(data.open()).rejects.toMatchObject({ code: 'already_open' });
    await admin.query('SELECT pg_advisory_unlock_all()');
    expect(await (await data.open()).readMoved()).toBeNull();
  });
});
