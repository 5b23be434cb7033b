import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../../engine/src/store/openStore';
import type { Store } from '../../../engine/src/store/store';
import { openDatabase } from '../../../engine/src/store/sqlite/sqliteDatabase';
import { databaseName } from '../../../engine/src/store/sqlite/storeFolder';
import { contactChange, fictionNumber, message, nowMs } from './fixtures';
import { ports } from './stores';

const messages = 20_000;

describe('an embedded store', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zgoda-thread-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('its connection makes a commit durable, and overwrites what is deleted', async () => {
    // The thread opens its connection with this function, and changes none of these.
    const opened = await openDatabase({ file: join(folder, databaseName), nowMs, readOnly: false });
    const read = (name: string) => Object.values(opened.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    const found = ['journal_mode', 'synchronous', 'secure_delete', 'trusted_schema'].map((name) => [name, read(name)]);
    opened.close();
    expect(Object.fromEntries(found)).toEqual({
      ...{ journal_mode: 'wal', synchronous: 2, secure_delete: 1, trusted_schema: 0 },
    });
  });

  describe('while it works', () => {
    let store: Store;
    beforeEach(async () => {
      store = await openStore({ kind: 'sqlite', folder }, ports);
      for (let n = 0; n < messages; n += 2_000) {
        await store.appendMessages(
          Array.from({ length: 2_000 }, (_, at) => message(at % 1_000, { text: `${'x'.repeat(300)} ${n + at}` })),
          nowMs,
        );
      }
    });
    afterEach(async () => {
      jest.restoreAllMocks();
      await store.close();
    });

    /** How often the event loop of this thread goes round until `work` ends. */
    async function rounds(work: () => Promise<unknown>): Promise<number> {
      let count = 0;
      let isDone = false;
      const again = (): void => {
        count += 1;
        if (!isDone) setImmediate(again);
      };
      setImmediate(again);
      await work();
      isDone = true;
      return count;
    }

    test('the thread of its host goes on, which its statements would stop', async () => {
      const inThisThread = async (): Promise<void> => {
        const database = new DatabaseSync(join(folder, databaseName));
        database.exec('VACUUM');
        database.close();
      };
      expect(await rounds(inThisThread)).toBe(0);
      expect(await rounds(() => store.compact())).toBeGreaterThan(10);
      expect(await rounds(() => store.readHoldings())).toBeGreaterThan(10);
      expect(await rounds(() => store.backup(join(folder, 'copy.sqlite')))).toBeGreaterThan(10);
    });

    test('no statement runs in the thread of its host, whatever kind of verb it is for', async () => {
      const prepared = jest.spyOn(DatabaseSync.prototype, 'prepare');
      const executed = jest.spyOn(DatabaseSync.prototype, 'exec');
      await store.upsertContacts([contactChange(1)], nowMs);
      await store.writeSetting('a', 'b');
      await store.readSetting('a');
      await store.readGateFacts([fictionNumber(1)], ['marketing']);
      await store.countPending('simulator', nowMs);
      await store.transaction((inside) => inside.writeSetting('b', 'c'));
      await store.tidy();
      store.watch('texts', () => undefined)();
      await store.backup(join(folder, 'copy.sqlite'));
      expect([prepared.mock.calls, executed.mock.calls]).toEqual([[], []]);
      new DatabaseSync(':memory:').exec('SELECT 1');
      expect(executed).toHaveBeenCalledTimes(1);
    });
  });
});
