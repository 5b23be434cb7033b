import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { smppAccountSchema } from '../../../engine/src/config';
import type { Engine, EngineOptions } from '../../../engine/src/engine/engine';
import { moveStore } from '../../../engine/src/engine/moveStore';
import { openEngine } from '../../../engine/src/engine/openEngine';
import { publicName, storePlace } from '../../../engine/src/engine/storePlace';
import { systemStorePorts } from '../../../engine/src/engine/storePorts';
import { runOperation } from '../../../engine/src/operations/runOperation';
import { sendSms } from '../../../engine/src/operations/sendSms';
import { silentLog } from '../../../engine/src/shared/log';
import { openStore } from '../../../engine/src/store/openStore';
import { readAddress } from '../../../engine/src/store/postgres/postgresDatabase';
import { hasService, testPostgres } from '../../support/hasService';
import { createEngineStores, type EngineStores } from './engineStores';

const phones = ['+447700900001', '+447700900002', '+447700900003'];
const [ann = ''] = phones;

const onPostgres = hasService('postgres') ? describe : describe.skip;

onPostgres('moving a store from a folder to PostgreSQL', () => {
  let folders: EngineStores;
  let databases: EngineStores;
  let from: EngineOptions;
  let to: EngineOptions;

  const keyFileOf = ({ store, defaultFolder }: EngineOptions) => storePlace(store, defaultFolder).keyFile;
  const use = async <T>(options: EngineOptions, work: (engine: Engine) => Promise<T>): Promise<T> => {
    const engine = await openEngine(options);
    try {
      return await work(engine);
    } finally {
      await engine.release();
    }
  };
  const consent = ({ services }: Engine, ...people: string[]) =>
    services.consents.record(
      people.map((phone) => ({
        ...{ phone, act: 'grant' as const, purpose: 'marketing' as const },
        ...{ wording: 'I agree to offers by SMS.', method: 'form' as const, source: 'https://shop.example' },
      })),
    );
  const erase = ({ services }: Engine, phone: string) => services.erasure.erase([{ by: 'phone', value: phone }]);
  const ledgerOf = (options: EngineOptions) => use(options, ({ services }) => services.ledger.verify());

  beforeEach(async () => {
    folders = await createEngineStores('sqlite');
    databases = await createEngineStores('postgres');
    from = folders.options('shop');
    to = databases.options('shop');
    await use(from, async (engine) => {
      await consent(engine, ...phones);
      await erase(engine, ann);
    });
  });
  afterEach(async () => {
    await folders.remove();
    await databases.remove();
  });

  test('all goes along: data, ledger, key and journal; the old store opens no more', async () => {
    const report = await moveStore(from, to, false);
    expect(report).toMatchObject({ ledgerEntries: 3, keyFile: keyFileOf(to) });
    expect(JSON.stringify(report)).not.toContain('root@');
    expect(await readFile(keyFileOf(to), 'utf8')).toBe(await readFile(keyFileOf(from), 'utf8'));
    await expect(openEngine(from)).rejects.toMatchObject({ code: 'store_moved' });
    await use(to, async (engine) => {
      expect(await engine.services.ledger.verify()).toMatchObject({ ok: true, entries: 3 });
      const [again] = await consent(engine, ann);
      expect(again?.ok).toBe(true);
      expect(await engine.services.ledger.verify()).toMatchObject({ ok: true, entries: 4 });
    });
  });

  test('and back again', async () => {
    await moveStore(from, to, false);
    await use(to, (engine) => consent(engine, '+447700900004'));
    await expect(moveStore(to, from, false)).rejects.toMatchObject({ code: 'store_not_empty' });
    expect(await ledgerOf(to)).toMatchObject({ entries: 4 });
    await moveStore(to, from, true);
    expect(await ledgerOf(from)).toMatchObject({ ok: true, entries: 4 });
    await expect(openEngine(to)).rejects.toMatchObject({ code: 'store_moved' });
    await moveStore(from, to, true);
    await use(to, (engine) => consent(engine, '+447700900005'));
    expect(await ledgerOf(to)).toMatchObject({ ok: true, entries: 5 });
  });

  test('not while an engine has it open whose connections are idle', async () => {
    await moveStore(from, to, false);
    await use(to, async (engine) => {
      const client = new Client(testPostgres);
      await client.connect();
      const { schema } = readAddress(to.store.location ?? '');
      await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity AS a WHERE application_name = $1
         AND NOT EXISTS (SELECT 1 FROM pg_locks AS l WHERE l.pid = a.pid AND locktype = 'advisory')`,
        [`zgoda ${schema}`],
      );
      await client.end();
      await expect(moveStore(to, from, true)).rejects.toMatchObject({ code: 'already_open' });
      await consent(engine, '+447700900004');
    });
    expect(await ledgerOf(to)).toMatchObject({ ok: true, entries: 4 });
  });

  test('an engine that was overlooked accepts nothing into the old store, and says why', async () => {
    await moveStore(from, to, false);
    await use(to, async (engine) => {
      const { location } = storePlace(to.store, to.defaultFolder);
      const mover = await openStore(location, systemStorePorts(silentLog));
      await mover.markMoved('postgres://new.internal/zgoda');
      const route = engine.describeRoute(smppAccountSchema.parse({ host: 'localhost', systemId: 'shop' }));
      const input = { phone: '+447700900001', text: 'Ready', purpose: 'service' };
      await expect(runOperation(sendSms, engine.services, [input], { route })).rejects.toMatchObject({
        code: 'store_moved',
        message: 'This store was moved to postgres://new.internal/zgoda.',
      });
      await mover.markMoved(null);
      await mover.close();
      const [sent] = await runOperation(sendSms, engine.services, [input], { route });
      expect(sent).toMatchObject({ ok: true, value: { accepted: true } });
    });
  });

  test('goes on where it was killed after the old store was marked', async () => {
    const { location } = storePlace(from.store, from.defaultFolder);
    const store = await openStore(location, systemStorePorts(silentLog));
    await store.markMoved(publicName(storePlace(to.store, to.defaultFolder).location));
    await store.close();
    await expect(openEngine(from)).rejects.toMatchObject({ code: 'store_moved' });
    expect(await moveStore(from, to, false)).toMatchObject({ ledgerEntries: 3 });
    await use(to, (engine) => consent(engine, '+447700900004'));
    expect(await ledgerOf(to)).toMatchObject({ ok: true, entries: 4 });
  });

  test('not while somebody has it open, nor into one that is used', async () => {
    const marker = { host: hostname(), pid: process.ppid, startedAtMs: 1, beats: 1 };
    const markerFile = join(dirname(keyFileOf(from)), `open-${process.ppid}-0000.json`);
    await writeFile(markerFile, JSON.stringify(marker));
    await expect(moveStore(from, to, false)).rejects.toMatchObject({ code: 'already_open' });
    await rm(markerFile);
    await use(to, () => expect(moveStore(from, to, false)).rejects.toMatchObject({ code: 'store_key_wrong' }));
    expect(await ledgerOf(from)).toMatchObject({ ok: true, entries: 3 });
  });

  test('a store that holds data is kept, and the old one opens again', async () => {
    const shared = { ...to, store: { ...to.store, secretKey: (await readFile(keyFileOf(from), 'utf8')).trim() } };
    await use(shared, (engine) => consent(engine, '+447700900009'));
    await expect(moveStore(from, shared, false)).rejects.toMatchObject({ code: 'store_not_empty' });
    expect(await ledgerOf(shared)).toMatchObject({ entries: 1 });
    await use(from, (engine) => consent(engine, '+447700900008'));
    expect(await ledgerOf(from)).toMatchObject({ ok: true, entries: 4 });
    await expect(moveStore(from, from, false)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
