import type { Repositories, Store } from '../../../engine/src/store/store';
import { contactChange, fictionNumber, nowMs } from './fixtures';
import { stores, testOnly, type StoreUnderTest } from './stores';

describe.each(stores)('transactions in %s', (kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  beforeEach(async () => {
    data = await make();
    store = await data.open();
  });
  afterEach(() => data.remove());

  const count = async (...ns: number[]) => (await store.readContactsByNumber(ns.map(fictionNumber))).size;

  test('what runs in one commits together and returns its value', async () => {
    const value = await store.transaction(async (repositories) => {
      await repositories.upsertContacts([contactChange(1)], nowMs);
      await repositories.writeSetting('a', 'b');
      return repositories.readSetting('a');
    });
    expect(value).toBe('b');
    expect(await count(1)).toBe(1);
  });

  test('a failure takes all of it back, and the store goes on', async () => {
    const failure = new Error('no');
    await expect(
      store.transaction(async (repositories) => {
        await repositories.upsertContacts([contactChange(1)], nowMs);
        throw failure;
      }),
    ).rejects.toBe(failure);
    expect(await count(1)).toBe(0);
    await store.upsertContacts([contactChange(2)], nowMs);
    expect(await count(1, 2)).toBe(1);
  });

  test('calls from outside are not part of it', async () => {
    let outside: Promise<unknown> = Promise.resolve();
    let proceed = (): void => undefined;
    const started = new Promise<void>((resolve) => {
      proceed = resolve;
    });
    const transaction = store.transaction(async (repositories) => {
      await repositories.upsertContacts([contactChange(1)], nowMs);
      proceed();
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('no');
    });
    await started;
    outside = store.upsertContacts([contactChange(2)], nowMs);
    await expect(transaction).rejects.toThrow('no');
    await outside;
    expect(await count(1, 2)).toBe(1);
  });

  test('using the outer store inside is an error, not a deadlock', async () => {
    await expect(store.transaction(() => store.readSetting('a'))).rejects.toMatchObject({ code: 'internal' });
    await expect(store.transaction(() => store.transaction(async () => 1))).rejects.toMatchObject({ code: 'internal' });
    expect(await store.transaction(async () => 2)).toBe(2);
  });

  test('using its repositories after its end is an error', async () => {
    let kept: Repositories | null = null;
    await store.transaction(async (repositories) => {
      kept = repositories;
    });
    await expect((kept as unknown as Repositories).readSetting('a')).rejects.toMatchObject({ code: 'internal' });
  });

  const onPostgres = testOnly('postgres', kind);

  onPostgres('of two that wait for each other, one starts again, and both come through', async () => {
    let arrived = 0;
    let proceed = (): void => undefined;
    const together = new Promise<void>((resolve) => {
      proceed = resolve;
    });
    const crossing = async (first: string, second: string): Promise<number> => {
      let attempts = 0;
      await store.transaction(async (repositories) => {
        attempts += 1;
        await repositories.writeSetting(first, `${first} first`);
        arrived += 1;
        if (arrived === 2) proceed();
        await together;
        await repositories.writeSetting(second, `${first} second`);
      });
      return attempts;
    };
    const attempts = await Promise.all([crossing('a', 'b'), crossing('b', 'a')]);
    expect(attempts.sort()).toEqual([1, 2]);
    expect([await store.readSetting('a'), await store.readSetting('b')].map((value) => value?.slice(2))).toEqual(
      expect.arrayContaining(['first', 'second']),
    );
  });

  test('one after the other', async () => {
    const order: number[] = [];
    const increment = (n: number) =>
      store.transaction(async (repositories) => {
        const before = Number((await repositories.readSetting('counter')) ?? '0');
        order.push(n);
        await repositories.lockLedgerHead();
        await repositories.writeSetting(`seen-${n}`, String(before));
      });
    await Promise.all([1, 2, 3, 4].map(increment));
    expect(order.sort()).toEqual([1, 2, 3, 4]);
  });
});
