import { Client } from 'pg';
import type { Store } from '../../../engine/src/store/store';
import { openStore } from '../../../engine/src/store/openStore';
import { testPostgres } from '../../support/hasService';
import { startStallingProxy } from '../../support/stallingProxy';
import { message, nextId, nowMs, route } from './fixtures';
import { schemaOf, ports, stores, type StoreUnderTest } from './stores';

describe.each(stores.filter(([kind]) => kind === 'postgres'))('%s that cuts connections', (_kind, make) => {
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

  /** Ends every connection of this store, as a restart of the server would; returns how many. */
  const cut = async (): Promise<number> => {
    const { rows } = await admin.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1',
      [`zgoda ${schemaOf(data)}`.slice(0, 63)],
    );
    return rows.length;
  };

  test('idle ones: the next calls do not notice', async () => {
    await Promise.all([store.readSetting('a'), store.readSetting('b')]);
    expect(await cut()).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await store.writeSetting('a', 'b');
    expect(await store.readSetting('a')).toBe('b');
  });

  test('busy ones: calls fail by name or are kept, and the store goes on', async () => {
    const kept: string[] = [];
    const failures: unknown[] = [];
    let working = true;
    const worker = async () => {
      while (working) {
        const each = message(1);
        await store.appendMessages([each], nowMs).then(
          () => kept.push(each.id),
          (error: unknown) => failures.push(error),
        );
      }
    };
    const workers = [worker(), worker(), worker()];
    for (let n = 0; n < 8; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await cut();
    }
    working = false;
    await Promise.all(workers);
    // The pool hears of the last cut a moment later.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(kept.length).toBeGreaterThan(0);
    expect((await store.readMessages(kept)).size).toBe(kept.length);
    for (const failure of failures) expect(failure).toMatchObject({ code: 'store_unreachable' });
  });

  test('inside a transaction: all of it is gone', async () => {
    const given = message(1, { id: nextId() });
    const transaction = store.transaction(async (repositories) => {
      await repositories.appendMessages([given], nowMs);
      await cut();
      await repositories.readSetting('a');
    });
    await expect(transaction).rejects.toMatchObject({ code: 'store_unreachable' });
    expect((await store.readMessages([given.id])).size).toBe(0);
    expect((await store.countPending(route, nowMs)).pending).toBe(0);
  });

  test('a server that stops answering and closes nothing: calls fail by name, and go on when it answers again', async () => {
    const proxy = await startStallingProxy(Number(new URL(testPostgres).port || 5432));
    const address = new URL(data.location.kind === 'postgres' ? data.location.address : '');
    address.port = String(proxy.port);
    // In place of the minute that a statement is waited for.
    address.searchParams.set('query_timeout', '1500');
    const opened = await openStore({ kind: 'postgres', address: address.href }, ports);
    const sent = [message(1), message(2), message(3)];
    const append = (at: number) => opened.appendMessages(sent.slice(at, at + 1), nowMs);
    await append(0);
    proxy.stall();
    await expect(append(1)).rejects.toMatchObject({ code: 'store_unreachable', retry: true });
    await expect(append(1)).rejects.toMatchObject({ code: 'store_unreachable', retry: true });
    proxy.goOn();
    await append(2);
    const stored = await store.readMessages(sent.map(({ id }) => id));
    expect([...stored.keys()].sort()).toEqual([sent[0]?.id, sent[2]?.id].sort());
    await opened.close();
    await proxy.close();
  });
});
