import { open, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Worker } from 'node:worker_threads';
import { silentLog, type LogFields } from '../../../engine/src/shared/log';
import { openStore } from '../../../engine/src/store/openStore';
import type { Store } from '../../../engine/src/store/store';
import { WorkerClient } from '../../../engine/src/store/sqlite/workerClient';
import { databaseName } from '../../../engine/src/store/sqlite/storeFolder';
import { until } from '../../support/until';
import { contactChange, leaseOf, message, nowMs, route } from './fixtures';
import { ports } from './stores';

const headerBytes = 100;

describe('the thread of an embedded store that writes', () => {
  let folder: string;
  let file: string;
  let store: Store;
  let logged: [message: string, fields: LogFields | undefined][];
  let writers: WorkerClient[];
  beforeEach(async () => {
    logged = [];
    writers = [];
    const start = WorkerClient.start.bind(WorkerClient);
    jest.spyOn(WorkerClient, 'start').mockImplementation(async (of, data, onEnd) => {
      const client = await start(of, data, onEnd);
      if (!data.readOnly) writers.push(client);
      return client;
    });
    folder = await mkdtemp(join(tmpdir(), 'zgoda-writer-'));
    file = join(folder, databaseName);
    const note = (text: string, fields?: LogFields) => void logged.push([text, fields]);
    store = await openStore({ kind: 'sqlite', folder }, { ...ports, log: { ...silentLog, warn: note, error: note } });
  });
  afterEach(async () => {
    await store.close();
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));
  const endThread = () => (Reflect.get(writers.at(-1) ?? {}, 'worker') as Worker).terminate();
  const writeAside = (name: string): void => {
    const other = new DatabaseSync(file);
    other.prepare('INSERT INTO settings (name, value) VALUES (?, ?)').run(name, 'b');
    other.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    other.close();
  };
  const writeHeader = async (bytes: Buffer): Promise<Buffer> => {
    const handle = await open(file, 'r+');
    const { buffer } = await handle.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
    await handle.write(bytes, 0, headerBytes, 0);
    await handle.close();
    return buffer;
  };

  test('outlives a look at a damaged file, says so once, and goes on looking', async () => {
    let told = 0;
    store.watch('texts', () => (told += 1));
    await store.writeSetting('first', 'b');
    await pause(150);
    writeAside('second');
    const header = await writeHeader(Buffer.alloc(headerBytes, 0xa5));
    await until(() => logged.length > 0);
    await pause(300);
    expect(logged).toEqual([['It cannot be seen what other processes write', { code: 'store_damaged' }]]);
    await expect(store.writeSetting('third', 'b')).rejects.toMatchObject({ code: 'store_damaged' });

    await writeHeader(header);
    told = 0;
    writeAside('third');
    await until(() => told > 0);
    await store.writeSetting('fourth', 'b');
    expect(writers).toHaveLength(1);
  });

  test('is followed by another when it ends, which undoes what was not committed', async () => {
    await store.upsertContacts([contactChange(1)], nowMs);
    const broken = store.transaction(async (inside) => {
      await inside.writeSetting('half', 'b');
      await endThread();
      await inside.writeSetting('other half', 'b');
    });
    const waiting = store.writeSetting('after', 'b');
    await expect(broken).rejects.toMatchObject({
      code: 'store_stopped',
      retry: true,
      message:
        'The thread of the store ended (without an error) while this was under way; whether it was stored is not known.',
      description: expect.stringContaining('Look whether this was stored') as string,
    });
    await waiting;
    expect([await store.readSetting('half'), await store.readSetting('other half')]).toEqual([null, null]);
    expect(await store.readSetting('after')).toBe('b');
    expect((await store.readContactsByNumber([contactChange(1).number])).size).toBe(1);
    expect(writers).toHaveLength(2);
    expect(logged).toEqual([
      ['The thread of the store ended; another takes its place', { problem: 'without an error' }],
    ]);
  });

  test('says what ended it to those whose jobs it had, and nothing that they hold', async () => {
    const under = Array.from({ length: 20 }, (_, n) => store.appendMessages([message(n)], nowMs));
    const outcomes = Promise.allSettled(under);
    const thrown = Object.assign(new Error('+447700900001'), { code: 'ERR_WORKER_OUT_OF_MEMORY' });
    await Promise.resolve();
    (Reflect.get(writers.at(-1) ?? {}, 'worker') as Worker).emit('error', thrown);
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({
        reason: { code: 'store_stopped', data: { problem: 'ERR_WORKER_OUT_OF_MEMORY' } },
      });
    }
    expect(JSON.stringify(logged)).not.toContain('+44');
    await endThread();
    await store.appendMessages([message(30)], nowMs);
  });

  test('keeps the leases of its process, and goes on telling of others, when another follows it', async () => {
    let told = 0;
    store.watch('texts', () => (told += 1));
    const lease = await leaseOf(store);
    await endThread();
    await store.appendMessages([message(1)], nowMs);
    expect((await store.claimMessages(route, lease, 10, 30_000, nowMs)).claimed).toHaveLength(1);
    await pause(150);
    told = 0;
    writeAside('other');
    await until(() => told > 0);
  });

  test('that ended keeps the store from neither closing nor giving its folder back', async () => {
    await endThread();
    await store.close();
    expect((await readdir(folder)).filter((name) => name.startsWith('open-'))).toEqual([]);
    await expect(store.writeSetting('a', 'b')).rejects.toMatchObject({ code: 'internal' });
    expect(writers).toHaveLength(1);
  });
});
