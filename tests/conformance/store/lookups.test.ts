import { readdir } from 'node:fs/promises';
import type { Worker } from 'node:worker_threads';
import { WorkerClient } from '../../../engine/src/store/sqlite/workerClient';
import type { WorkerData } from '../../../engine/src/store/sqlite/workerProtocol';
import { contactChange, fictionNumber, nowMs, numberKey } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

const number = fictionNumber(1);
const key = numberKey(number);

describe.each(stores)('lookups in %s', (_kind, make) => {
  let data: StoreUnderTest;
  beforeEach(async () => {
    data = await make();
  });
  afterEach(() => data.remove());

  test('see what was stored a moment ago, each time', async () => {
    const store = await data.open();
    for (let n = 0; n < 50; n += 1) {
      await store.upsertContacts([contactChange(n)], nowMs);
      await store.writeSuppressions([
        { numberKey: numberKey(fictionNumber(n)), scope: 'all', reason: 'import', sinceMs: nowMs },
      ]);
      const facts = (await store.readGateFacts([fictionNumber(n)], ['marketing'])).get(fictionNumber(n));
      expect(facts?.suppression?.scope).toBe('all');
    }
  });

  test('in a transaction see what it has written', async () => {
    const store = await data.open();
    await store.upsertContacts([contactChange(1)], nowMs);
    await store.transaction(async (inside) => {
      await inside.writeSuppressions([{ numberKey: key, scope: 'all', reason: 'import', sinceMs: nowMs }]);
      expect((await inside.readSuppressions([key])).size).toBe(1);
    });
    expect((await store.readSuppressions([key])).size).toBe(1);
  });

  test('are refused once the store is closed', async () => {
    const store = await data.open();
    await store.close();
    await expect(store.readSuppressions([key])).rejects.toMatchObject({ code: expect.any(String) as string });
  });
});

describe.each(stores.filter(([kind]) => kind === 'sqlite'))('the threads of %s', (_kind, make) => {
  let data: StoreUnderTest;
  const threads: { readonly data: WorkerData; readonly client: WorkerClient }[] = [];
  beforeEach(async () => {
    threads.length = 0;
    const start = WorkerClient.start.bind(WorkerClient);
    jest.spyOn(WorkerClient, 'start').mockImplementation(async (file, data, onEnd) => {
      const client = await start(file, data, onEnd);
      threads.push({ data, client });
      return client;
    });
    data = await make();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await data.remove();
  });

  const endReaders = async (): Promise<void> => {
    const readers = threads.filter(({ data }) => data.readOnly);
    expect(readers).not.toHaveLength(0);
    for (const { client } of readers) await (Reflect.get(client, 'worker') as Worker).terminate();
  };

  test('one that ended is followed by another', async () => {
    const store = await data.open();
    expect((await store.readSuppressions([key])).size).toBe(0);
    await endReaders();
    expect((await store.readSuppressions([key])).size).toBe(0);
    expect(threads.filter(({ data }) => data.readOnly)).toHaveLength(2);
  });

  test('one that ended keeps the store from neither closing nor giving its folder back', async () => {
    const store = await data.open();
    await store.readSuppressions([key]);
    await endReaders();
    await store.close();
    const folder = 'folder' in data.location ? data.location.folder : '';
    expect((await readdir(folder)).filter((name) => name.startsWith('open-'))).toEqual([]);
  });

  test('none starts once the store is closed', async () => {
    const store = await data.open();
    await store.close();
    await expect(store.readSuppressions([key])).rejects.toMatchObject({ code: 'internal' });
    expect(threads.filter(({ data }) => data.readOnly)).toEqual([]);
  });
});
