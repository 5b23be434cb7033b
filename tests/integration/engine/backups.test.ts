import { cp, mkdir, readdir, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { verifyLedger } from '../../../engine/src/compliance/ledger';
import { backUpStore } from '../../../engine/src/engine/backUpStore';
import type { Engine } from '../../../engine/src/engine/engine';
import { restoreStore, type RestoreRequest } from '../../../engine/src/engine/restoreStore';
import { openEngineStore } from '../../../engine/src/engine/openEngineStore';
import { storePlace } from '../../../engine/src/engine/storePlace';
import { systemStorePorts } from '../../../engine/src/engine/storePorts';
import { silentLog } from '../../../engine/src/shared/log';
import { createNumberKeyer } from '../../../engine/src/shared/numberKey';
import { openSqliteReader } from '../../../engine/src/store/sqlite/sqliteReader';
import type { Store } from '../../../engine/src/store/store';
import { message } from '../../conformance/store/fixtures';
import { createEngineStores, storeKinds, type EngineStores } from './engineStores';

const ann = '+447700900001';
const bob = '+447700900002';

describe.each(storeKinds)('backup and restore of %s', (kind) => {
  let stores: EngineStores;
  let file: string;

  const placeOf = (name: string) => {
    const { store, defaultFolder } = stores.options(name);
    return storePlace(store, defaultFolder);
  };
  const request = (change: Partial<RestoreRequest> = {}): RestoreRequest => ({
    file,
    replace: false,
    keyFile: null,
    journals: [],
    sendPending: false,
    unsealed: false,
    ...change,
  });
  const withKeyOf = (name: string): Partial<RestoreRequest> => ({ keyFile: placeOf(name).keyFile });
  const consent = async (engine: Engine, ...phones: string[]) => {
    await engine.services.contacts.upsert(phones.map((phone) => ({ phone, groups: [], attributes: {} })));
    const proof = { wording: 'I agree to offers by SMS.', method: 'form', source: 'https://shop.example' } as const;
    await engine.services.consents.record(
      phones.map((phone) => ({ phone, act: 'grant', purpose: 'marketing', ...proof })),
    );
  };
  /** Reads the store beneath the engine. */
  const look = async <T>(name: string, work: (store: Store, secretKey: Buffer) => Promise<T>): Promise<T> => {
    const { store, secretKey } = await openEngineStore(stores.options(name), systemStorePorts(silentLog));
    try {
      return await work(store, secretKey);
    } finally {
      await store.close();
    }
  };
  const numbersIn = (name: string) =>
    look(name, async (store) => [...(await store.readContactsByNumber([ann, bob])).keys()].sort());

  beforeEach(async () => {
    stores = await createEngineStores(kind);
    file = join(stores.folder, 'yesterday.backup');
    await stores.use('shop', (engine) => consent(engine, ann, bob));
    await backUpStore(stores.options('shop'), file);
  });
  afterEach(() => stores.remove());

  const eraseAnn = () =>
    stores.use('shop', async ({ services }) => {
      const [erased] = await services.erasure.erase([{ by: 'phone', value: ann }]);
      expect(erased).toMatchObject({ ok: true, value: { found: true } });
    });

  test('restoring yesterday’s backup brings nobody back', async () => {
    await eraseAnn();
    const report = await restoreStore(stores.options('shop'), request({ replace: true }));
    expect(report).toMatchObject({ ledgerEntries: 2, erasuresReplayed: 1, unreadableLines: 0 });
    expect(await numbersIn('shop')).toEqual([bob]);
    await look('shop', async (store, secretKey) => {
      expect(await verifyLedger((after) => store.readLedger(after, 10))).toMatchObject({ ok: true, entries: 2 });
      const entries = await store.readLedger(0, 10);
      expect(entries.map(({ contactId, body }) => contactId === null && body === null)).toEqual([true, false]);
      const key = createNumberKeyer(secretKey)(ann);
      expect((await store.readSuppressions([key])).get(key)).toMatchObject({ reason: 'erased', scope: 'marketing' });
    });
  });

  describe('who wanted no texts any more since the backup', () => {
    const carol = '+447700900003';
    const withdraw = (purpose: 'marketing' | 'service', ...phones: string[]) =>
      stores.use('shop', ({ services }) =>
        services.consents.record(
          phones.map((phone) => ({ phone, act: 'withdraw', purpose, method: 'phone', source: 'hotline' })),
        ),
      );
    const standing = (name: string, phone: string) =>
      look(name, async (store, secretKey) => {
        const key = createNumberKeyer(secretKey)(phone);
        const id = (await store.readContactsByNumber([phone])).get(phone)?.id ?? '';
        return {
          blocked: (await store.readSuppressions([key])).get(key)?.reason ?? null,
          marketing: (await store.readConsentStates([id], 'marketing')).get(id)?.state ?? null,
          service: (await store.readConsentStates([id], 'service')).get(id)?.state ?? null,
        };
      });

    test('stays blocked when the newer data are given up', async () => {
      await withdraw('marketing', ann);
      await withdraw('service', bob, carol);
      await stores.use('shop', ({ services }) =>
        services.suppressionLists.import([{ number: '+447700900007', scope: 'all', reason: 'complaint' }]),
      );
      const report = await restoreStore(stores.options('shop'), request({ replace: true }));
      expect(report).toMatchObject({ ledgerEntries: 2, carried: { suppressions: 2, withdrawals: 3 } });
      expect(await standing('shop', ann)).toEqual({ blocked: 'withdrawn', marketing: 'withdrawn', service: null });
      expect(await standing('shop', bob)).toEqual({ blocked: null, marketing: 'granted', service: 'withdrawn' });
      expect(await standing('shop', carol)).toEqual({ blocked: null, marketing: null, service: 'withdrawn' });
      expect((await standing('shop', '+447700900007')).blocked).toBe('complaint');
      await look('shop', async (store) => {
        expect(await verifyLedger((after) => store.readLedger(after, 10))).toMatchObject({ ok: true, entries: 5 });
      });
      const again = await restoreStore(stores.options('shop'), request({ replace: true }));
      expect(again.carried).toEqual({ suppressions: 2, withdrawals: 3 });
    });

    test('but not who agreed again after that', async () => {
      await withdraw('marketing', ann);
      await stores.use('shop', (engine) => consent(engine, ann));
      const report = await restoreStore(stores.options('shop'), request({ replace: true }));
      expect(report.carried).toEqual({ suppressions: 0, withdrawals: 0 });
      expect(await standing('shop', ann)).toMatchObject({ blocked: null, marketing: 'granted' });
    });

    test('is not known in a new place, nor from data with another key; the report says so', async () => {
      await withdraw('marketing', ann);
      expect(await restoreStore(stores.options('new'), request(withKeyOf('shop')))).toMatchObject({ carried: null });
      expect(await standing('new', ann)).toMatchObject({ blocked: null, marketing: 'granted' });
      await stores.use('other', (engine) => consent(engine, carol));
      const { store } = stores.options('other');
      const secretKey = (await readFile(placeOf('shop').keyFile, 'utf8')).trim();
      const options = { ...stores.options('other'), store: { ...store, secretKey } };
      expect(await restoreStore(options, request({ replace: true }))).toMatchObject({ carried: null });
    });

    if (kind === 'sqlite') {
      test('is not known from data that are damaged', async () => {
        const database = join(dirname(placeOf('shop').keyFile), 'zgoda.sqlite');
        await truncate(database, 5_000);
        const report = await restoreStore(stores.options('shop'), request({ replace: true }));
        expect(report.carried).toBeNull();
        expect(await numbersIn('shop')).toEqual([ann, bob]);
      });
    }
  });

  test('in another place it needs the key, and the journal of the old one', async () => {
    await eraseAnn();
    await expect(restoreStore(stores.options('new'), request())).rejects.toMatchObject({ code: 'store_key_missing' });
    const { journalFolder } = placeOf('shop');
    const journals = (await readdir(journalFolder)).filter((name) => name.startsWith('erasures-'));
    expect(journals).toHaveLength(1);
    const report = await restoreStore(
      stores.options('new'),
      request({ ...withKeyOf('shop'), journals: journals.map((name) => join(journalFolder, name)) }),
    );
    expect(report.erasuresReplayed).toBe(1);
    expect(await numbersIn('new')).toEqual([bob]);
    const carried = await readFile(join(placeOf('new').journalFolder, journals[0] ?? ''), 'utf8');
    expect(carried).toBe(await readFile(join(journalFolder, journals[0] ?? ''), 'utf8'));
    expect(carried).not.toContain(ann.slice(1));
  });

  test('data that are there are kept unless told', async () => {
    await stores.use('shop', (engine) => consent(engine, '+447700900003'));
    await expect(restoreStore(stores.options('shop'), request())).rejects.toMatchObject({ code: 'store_not_empty' });
    await stores.use('shop', async ({ services }) => {
      expect(await services.ledger.verify()).toMatchObject({ entries: 3 });
    });
  });

  test('what waited is not sent again, unless told', async () => {
    await look('shop', async (store) => {
      await store.appendMessages(
        [message(1), message(2, { state: 'held', notBeforeMs: Date.now() + 3_600_000 })],
        Date.now(),
      );
    });
    await backUpStore(stores.options('shop'), file);
    const pending = (name: string) =>
      look(name, async (store) => (await store.countPending('simulator', Date.now())).pending);
    expect(await restoreStore(stores.options('one'), request(withKeyOf('shop')))).toMatchObject({
      doubtfulMessages: 1,
    });
    expect(await pending('one')).toBe(1);
    await restoreStore(stores.options('two'), request({ ...withKeyOf('shop'), sendPending: true }));
    expect(await pending('two')).toBe(2);
  });

  describe('is refused, and changes nothing,', () => {
    const refused = async (code: string, problem?: string, change: Partial<RestoreRequest> = {}) => {
      const restoring = restoreStore(stores.options('shop'), request({ replace: true, ...change }));
      await expect(restoring).rejects.toMatchObject({
        code,
        ...(problem === undefined ? {} : { data: { problem: expect.stringContaining(problem) } }),
      });
      expect(await numbersIn('shop')).toEqual([ann, bob]);
      expect((await readdir(dirname(placeOf('shop').keyFile))).filter((name) => name.includes('staging'))).toEqual([]);
    };

    test('when it was cut short', async () => {
      await truncate(file, (await stat(file)).size - 4_096);
      await refused('backup_damaged', 'cut short');
      await writeFile(file, 'no backup');
      await refused('backup_damaged', 'cut short');
      await refused('file_unreadable', 'ENOENT', { file: `${file}.none` });
    });

    test('when one byte was changed', async () => {
      const bytes = await readFile(file);
      const at = bytes.indexOf(ann) + ann.length - 1;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      await writeFile(file, bytes);
      await refused('backup_damaged', 'changed after');
    });

    test('when it is of another store, with another key', async () => {
      await stores.use('other', (engine) => consent(engine, ann));
      await backUpStore(stores.options('other'), file);
      if (kind === 'sqlite') await refused('store_key_wrong');
      else await refused('store_key_wrong', undefined, withKeyOf('shop'));
    });

    test('without its seal, or with a broken ledger', async () => {
      const bare = join(stores.folder, 'bare.sqlite');
      await look('shop', (store) => store.backup(bare));
      await refused('backup_damaged', 'cut short', { file: bare });
      const database = new DatabaseSync(bare);
      database.exec('UPDATE ledger SET acted_at_ms = acted_at_ms + 1 WHERE sequence = 1');
      database.close();
      await refused('backup_damaged', 'entry 1 of its consent ledger', { file: bare, unsealed: true });
      await writeFile(bare, 'nothing');
      await refused('backup_damaged', 'it is no database', { file: bare, unsealed: true });
    });

    test('while somebody has the store open', async () => {
      if (kind === 'sqlite') {
        const marker = { host: hostname(), pid: process.ppid, startedAtMs: 1, beats: 1 };
        const markerFile = join(dirname(placeOf('shop').keyFile), `open-${process.ppid}-0000.json`);
        await writeFile(markerFile, JSON.stringify(marker));
        await refused('already_open');
      } else {
        await stores.use('shop', () => refused('already_open'));
      }
    });
  });

  if (kind === 'sqlite') {
    test('what a killed restore left behind is removed a day later', async () => {
      const folder = dirname(placeOf('shop').keyFile);
      const left = (name: string) => join(folder, `zgoda-staging-${name}`, 'zgoda.sqlite');
      for (const name of ['old', 'new']) {
        await mkdir(dirname(left(name)));
        await writeFile(left(name), '');
      }
      await utimes(dirname(left('old')), 1, Date.now() / 1_000 - 25 * 3_600);
      await restoreStore(stores.options('shop'), request({ replace: true }));
      const names = (await readdir(folder)).filter((name) => name.includes('staging'));
      expect(names).toEqual(['zgoda-staging-new']);
    });

    test('is made beside another process also where SQLite is too old for two that write', async () => {
      const marker = { host: hostname(), pid: process.ppid, startedAtMs: 1, beats: 1 };
      await writeFile(join(dirname(placeOf('shop').keyFile), `open-${process.ppid}-0000.json`), JSON.stringify(marker));
      const versions = Object.getOwnPropertyDescriptor(process, 'versions') ?? {};
      Object.defineProperty(process, 'versions', { ...versions, value: { ...process.versions, sqlite: '3.50.4' } });
      try {
        await expect(look('shop', async () => undefined)).rejects.toMatchObject({ code: 'already_open' });
        const report = await backUpStore(stores.options('shop'), file);
        expect(report.bytes).toBeGreaterThan(10_000);
      } finally {
        Object.defineProperty(process, 'versions', versions);
      }
      expect(await restoreStore(stores.options('new'), request(withKeyOf('shop')))).toMatchObject({ ledgerEntries: 2 });
      expect(await numbersIn('new')).toEqual([ann, bob]);
      const reader = await openSqliteReader(dirname(placeOf('shop').keyFile), systemStorePorts(silentLog));
      await expect(reader.writeSetting('a', 'b')).rejects.toMatchObject({ code: 'store_read_only' });
      await reader.close();
    });
  }

  test('a backup holds no key, and SQLite reads it', async () => {
    const { keyFile } = placeOf('shop');
    const bytes = await readFile(file);
    expect(bytes.includes((await readFile(keyFile, 'utf8')).trim())).toBe(false);
    const copy = join(stores.folder, 'plain.sqlite');
    await cp(file, copy);
    const database = new DatabaseSync(copy);
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    expect(database.prepare('SELECT count(*) AS count FROM ledger').get()).toEqual({ count: 2 });
    database.close();
  });
});
