import fs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { backUpStore } from '../../../engine/src/engine/backUpStore';
import { restoreStore, type RestoreReport } from '../../../engine/src/engine/restoreStore';
import { storePlace } from '../../../engine/src/engine/storePlace';
import { runZgoda, type CommandOutcome } from '../../support/zgodaCommand';
import { createEngineStores, type EngineStores } from './engineStores';

const phone = '+447700900001';

describe('while a backup is put in the place of an embedded store', () => {
  let stores: EngineStores;
  let file: string;
  let keyFile: string;
  let database: string;

  const restore = (): Promise<RestoreReport> =>
    restoreStore(stores.options('shop'), {
      ...{ file, replace: true, keyFile: null, journals: [], sendPending: false, unsealed: false },
    });
  /** Another process that would accept something into the store. */
  const accept = (): Promise<CommandOutcome> =>
    runZgoda(['upsert-contact', '--store', dirname(database), '--phone', phone]);
  const refused = {
    exitCode: 1,
    notes: `Another process (pid ${process.pid}) has this store open. End it first, or use PostgreSQL to share a store between processes.\n`,
  };

  beforeEach(async () => {
    stores = await createEngineStores('sqlite');
    file = join(stores.folder, 'yesterday.backup');
    ({ keyFile } = storePlace(stores.options('shop').store, ''));
    database = join(dirname(keyFile), 'zgoda.sqlite');
    await stores.use('shop', async () => undefined);
    await backUpStore(stores.options('shop'), file);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await stores.remove();
  });

  test('another process is refused, from the look at what is carried over until the end', async () => {
    const outcomes: [point: string, outcome: CommandOutcome][] = [];
    const { readFile, rename } = fs;
    let keyReads = 0;
    jest.spyOn(fs, 'readFile').mockImplementation(async (...args) => {
      if (args[0] === keyFile) {
        keyReads += 1;
        // The first one is before all; this one is after who is blocked was carried over.
        if (keyReads === 2) outcomes.push(['carried', await accept()]);
      }
      return readFile(...args);
    });
    jest.spyOn(fs, 'rename').mockImplementation(async (from, to) => {
      if (to === database) outcomes.push(['placed', await accept()]);
      return rename(from, to);
    });
    expect(await restore()).toMatchObject({ carried: { suppressions: 0 } });
    jest.restoreAllMocks();
    expect(outcomes).toMatchObject([
      ['carried', refused],
      ['placed', refused],
    ]);
    expect(await accept()).toMatchObject({ exitCode: 0 });
  });

  test('one that fails lets others in again', async () => {
    const { rename } = fs;
    jest.spyOn(fs, 'rename').mockImplementation(async (from, to) => {
      if (to === database) throw Object.assign(new Error('busy'), { code: 'EBUSY' });
      return rename(from, to);
    });
    await expect(restore()).rejects.toMatchObject({ code: 'store_read_only', data: { problem: 'EBUSY' } });
    jest.restoreAllMocks();
    expect(await accept()).toMatchObject({ exitCode: 0 });
  });

  test('it is refused itself while anybody has the database open whose marker was lost', async () => {
    const forgotten = new DatabaseSync(database);
    forgotten.prepare('SELECT count(*) FROM contacts').get();
    await expect(restore()).rejects.toMatchObject({
      code: 'already_open',
      message: 'Another process (pid unknown) has this store open.',
    });
    forgotten.exec("INSERT INTO settings (name, value) VALUES ('accepted', 'yes')");
    forgotten.close();
    const still = new DatabaseSync(database);
    expect(still.prepare("SELECT value FROM settings WHERE name = 'accepted'").get()).toEqual({ value: 'yes' });
    still.close();
    expect(await restore()).toMatchObject({ ledgerEntries: 0 });
  });
});
