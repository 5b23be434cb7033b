import fs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client, type QueryConfig } from 'pg';
import type { EngineOptions } from '../../../engine/src/engine/engine';
import { moveStore } from '../../../engine/src/engine/moveStore';
import { openEngine } from '../../../engine/src/engine/openEngine';
import { storePlace } from '../../../engine/src/engine/storePlace';
import { silentLog } from '../../../engine/src/shared/log';
import { readAddress } from '../../../engine/src/store/postgres/postgresDatabase';
import { hasService, testPostgres } from '../../support/hasService';
import { createEngineStores, type EngineStores } from './engineStores';

type Query = (query: string | QueryConfig, ...more: unknown[]) => Promise<unknown>;

const ann = '+447700900001';
const onPostgres = hasService('postgres') ? describe : describe.skip;

onPostgres('a move that fails', () => {
  let folders: EngineStores;
  let databases: EngineStores;
  let inFolder: EngineOptions;
  let inDatabase: EngineOptions;
  let warnings: string[];

  beforeEach(async () => {
    folders = await createEngineStores('sqlite');
    databases = await createEngineStores('postgres');
    warnings = [];
    const log = { ...silentLog, warn: (message: string) => warnings.push(message) };
    inFolder = { ...folders.options('shop'), log };
    inDatabase = databases.options('shop');
    await fill(inFolder);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await folders.remove();
    await databases.remove();
  });

  async function fill(options: EngineOptions): Promise<void> {
    const engine = await openEngine(options);
    const proof = { wording: 'I agree to offers by SMS.', method: 'form', source: 'https://shop.example' } as const;
    await engine.services.consents.record([{ phone: ann, act: 'grant', purpose: 'marketing', ...proof }]);
    await engine.release();
  }
  /** How many entries the ledger of a store has; the code of the error where it does not open. */
  async function ledgerOf(options: EngineOptions): Promise<number | string> {
    try {
      const engine = await openEngine(options);
      const { entries } = await engine.services.ledger.verify();
      await engine.release();
      return entries;
    } catch (error) {
      return (error as { code: string }).code;
    }
  }
  const states = async () => ({ old: await ledgerOf(inFolder), new: await ledgerOf(inDatabase) });

  /** Gives each query to PostgreSQL to `meet`, with what runs it. */
  function meetQueries(meet: (query: string | QueryConfig, run: () => Promise<unknown>) => Promise<unknown>): void {
    const query = Client.prototype.query as unknown as Query;
    jest.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...args: Parameters<Query>) {
      return meet(args[0], () => query.apply(this, args));
    } as never);
  }
  /** Has `instead` answer the queries that begin so; returns them. */
  function answerInstead(begin: string, instead: () => never): string[] {
    const seen: string[] = [];
    meetQueries(async (query, run) => {
      if (!(typeof query === 'string' ? query : query.text).startsWith(begin)) return run();
      seen.push(JSON.stringify(query));
      return instead();
    });
    return seen;
  }
  const lost = (): never => {
    throw new Error('Connection terminated unexpectedly');
  };
  /** Has `then` answer the commit of the transaction that fills the new store: only that one empties tables. */
  function whenFilled(then: (run: () => Promise<unknown>) => Promise<unknown>): void {
    let isFilling = false;
    meetQueries(async (query, run) => {
      if (String(query).startsWith('TRUNCATE')) isFilling = true;
      if (query !== 'COMMIT' || !isFilling) return run();
      isFilling = false;
      return then(run);
    });
  }

  test.each([
    ['while rows are copied', 'INSERT INTO ledger'],
    ['while the copy is compared', 'DECLARE copied'],
  ])('%s leaves the new store empty, and the old one opens again', async (_when, begin) => {
    const seen = answerInstead(begin, lost);
    await expect(moveStore(inFolder, inDatabase, false)).rejects.toMatchObject({ code: 'store_unreachable' });
    jest.restoreAllMocks();
    expect(seen).not.toEqual([]);
    expect(await states()).toEqual({ old: 1, new: 0 });
  });

  test('because the ledger is broken leaves the new store empty, and the old one opens again', async () => {
    const database = new DatabaseSync(join(dirname(storePlace(inFolder.store, '').keyFile), 'zgoda.sqlite'));
    database.exec('UPDATE ledger SET acted_at_ms = acted_at_ms + 1');
    database.close();
    await expect(moveStore(inFolder, inDatabase, false)).rejects.toMatchObject({ code: 'backup_damaged' });
    // Its first entry is the broken one.
    expect(await states()).toEqual({ old: 0, new: 0 });
  });

  test('because the new place is given another key leaves it empty, and the old one opens again', async () => {
    const otherKey = { ...inDatabase, store: { ...inDatabase.store, secretKey: 'ab'.repeat(32) } };
    await expect(moveStore(inFolder, otherKey, false)).rejects.toMatchObject({ code: 'store_key_wrong' });
    expect(await ledgerOf(inFolder)).toBe(1);
    expect(await ledgerOf(otherKey)).toBe(0);
  });

  test('statistics that cannot be gathered are a warning; they are of this schema only, and waited for', async () => {
    const seen = answerInstead('ANALYZE', () => {
      throw new Error('Query read timeout');
    });
    expect(await moveStore(inFolder, inDatabase, false)).toMatchObject({ ledgerEntries: 1 });
    jest.restoreAllMocks();
    expect(warnings).toEqual(['The statistics of the store could not be gathered']);
    expect(seen).toEqual([expect.stringMatching(/"ANALYZE .*\bmessages\b.*"query_timeout":3600000/)]);
    expect(await states()).toEqual({ old: 'store_moved', new: 1 });
  });

  test('the statistics of the tables are there after a move', async () => {
    await moveStore(inFolder, inDatabase, false);
    const client = new Client(testPostgres);
    await client.connect();
    const { schema } = readAddress(inDatabase.store.location ?? '');
    const { rows } = await client.query(`SELECT reltuples FROM pg_class WHERE oid = '${schema}.ledger'::regclass`);
    await client.end();
    expect(rows).toEqual([{ reltuples: 1 }]);
  });

  test('with the answer to the commit lost leaves the old store closed, and says what to do', async () => {
    whenFilled(async (run) => {
      await run();
      lost();
    });
    await expect(moveStore(inFolder, inDatabase, false)).rejects.toMatchObject({
      code: 'move_unfinished',
      message: expect.stringMatching(
        /^The move to postgres:\/\/\S+ did not end: The store cannot be reached \(the connection was lost\)\. The old store stays closed/,
      ) as string,
      description: expect.stringContaining('zgoda ledger verify') as string,
    });
    jest.restoreAllMocks();
    expect(await states()).toEqual({ old: 'store_moved', new: 1 });

    // Whoever runs it again without looking gets the same, and the old store stays closed.
    await expect(moveStore(inFolder, inDatabase, false)).rejects.toMatchObject({
      code: 'move_unfinished',
      data: { problem: 'There is a store with data in this place.' },
    });
    expect(await states()).toEqual({ old: 'store_moved', new: 1 });
    expect(await moveStore(inFolder, inDatabase, true)).toMatchObject({ ledgerEntries: 1 });
    expect(await states()).toEqual({ old: 'store_moved', new: 1 });
  });

  test('with a commit that never came through leaves the old store closed, until it is run again', async () => {
    whenFilled(async () => lost());
    await expect(moveStore(inFolder, inDatabase, false)).rejects.toMatchObject({ code: 'move_unfinished' });
    jest.restoreAllMocks();
    expect(await ledgerOf(inFolder)).toBe('store_moved');
    expect(await moveStore(inFolder, inDatabase, false)).toMatchObject({ ledgerEntries: 1 });
    expect(await states()).toEqual({ old: 'store_moved', new: 1 });
  });

  test('to open the new store leaves the old one closed', async () => {
    whenFilled(async (run) => {
      await run();
      jest.spyOn(Client.prototype, 'connect').mockImplementation(() => {
        throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
      });
    });
    await expect(moveStore(inFolder, inDatabase, false)).rejects.toMatchObject({
      code: 'move_unfinished',
      data: { problem: 'The store cannot be reached (ECONNREFUSED).' },
    });
    jest.restoreAllMocks();
    expect(await states()).toEqual({ old: 'store_moved', new: 1 });
  });

  test('after a folder took the data leaves the old store closed', async () => {
    await fill(inDatabase);
    const target = folders.options('other');
    jest.spyOn(fs, 'utimes').mockRejectedValue(Object.assign(new Error('broken'), { code: 'EIO' }));
    await expect(moveStore(inDatabase, target, false)).rejects.toMatchObject({
      code: 'move_unfinished',
      data: { place: join(folders.folder, 'other') },
    });
    jest.restoreAllMocks();
    expect([await ledgerOf(inDatabase), await ledgerOf(target)]).toEqual(['store_moved', 1]);
  });

  test('and whose mark cannot be taken off says that the old store is closed, and what for', async () => {
    await fill(inDatabase);
    let isMarked = false;
    meetQueries(async (query, run) => {
      if (!String(query).startsWith('DROP FUNCTION')) return run();
      if (isMarked) lost();
      isMarked = true;
      return run();
    });
    await expect(moveStore(inDatabase, inFolder, false)).rejects.toMatchObject({
      code: 'move_unfinished',
      data: { problem: 'The store was made with another secret key.' },
    });
    jest.restoreAllMocks();
    expect(await states()).toEqual({ old: 1, new: 'store_moved' });
  });

  test('into a third place is refused: what waits in the old store may have been sent from the second', async () => {
    await moveStore(inFolder, inDatabase, false);
    const moving = moveStore(inFolder, folders.options('other'), false);
    await expect(moving).rejects.toMatchObject({ code: 'store_moved' });
    expect(await states()).toEqual({ old: 'store_moved', new: 1 });
  });
});
