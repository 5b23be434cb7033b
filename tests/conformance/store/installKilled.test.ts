import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../../engine/src/store/openStore';
import { databaseName } from '../../../engine/src/store/sqlite/storeFolder';
import { bundleProgram } from '../../support/bundleProgram';
import { contactChange, message, nowMs } from './fixtures';
import { ports } from './stores';

const changesAtMost = 40;

describe('a restore into a folder that is killed at any of its steps', () => {
  let base: string;
  let program: string;
  const at = (...names: string[]): string => join(base, ...names);

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'zgoda-install-'));
    program = await bundleProgram(join(__dirname, 'installChild.ts'), at('program'));
    const made = await openStore({ kind: 'sqlite', folder: at('new') }, ports);
    await made.appendMessages([message(1)], nowMs);
    await made.close();

    // The old store as a power cut left it: its last transactions are in the log only.
    const old = await openStore({ kind: 'sqlite', folder: at('open') }, ports);
    await old.upsertContacts([contactChange(1), contactChange(2)], nowMs);
    await mkdir(at('old'));
    for (const suffix of ['', '-wal', '-shm']) {
      await cp(at('open', `${databaseName}${suffix}`), at('old', `${databaseName}${suffix}`));
    }
    await old.close();
  });
  afterAll(() => rm(base, { recursive: true }));

  const rowsIn = (file: string) => {
    const database = new DatabaseSync(file);
    const count = (table: string) =>
      Number(database.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.['count']);
    const rows = { contacts: count('contacts'), messages: count('messages') };
    database.close();
    return rows;
  };
  const isOld = { contacts: 2, messages: 0 };
  const isNew = { contacts: 0, messages: 1 };

  test('there is a store at all times: the old one whole, or the new one with the old beside it', async () => {
    const seen = { old: 0, new: 0 };
    for (let step = 1; step <= changesAtMost; step += 1) {
      const folder = at(`store-${step}`);
      await cp(at('old'), folder, { recursive: true });
      const copy = join(folder, 'staged.sqlite');
      await cp(at('new', databaseName), copy);
      const { signal, status, stderr } = spawnSync(process.execPath, [program, copy, folder, String(step)], {
        encoding: 'utf8',
      });
      expect([step, signal ?? status, stderr]).toEqual([step, signal === null ? 0 : 'SIGKILL', '']);

      await (await openStore({ kind: 'sqlite', folder }, ports)).close();
      const rows = rowsIn(join(folder, databaseName));
      const aside = (await readdir(folder)).includes(`${databaseName}.before-restore`);
      if (rows.messages === 0) {
        expect([step, rows]).toEqual([step, isOld]);
        seen.old += 1;
      } else {
        expect([step, rows, aside]).toEqual([step, isNew, true]);
        expect([step, rowsIn(join(folder, `${databaseName}.before-restore`))]).toEqual([step, isOld]);
        seen.new += 1;
      }
      if (signal === null) break;
    }
    expect(seen.old).toBeGreaterThan(1);
    expect(seen.new).toBeGreaterThan(0);
    expect(seen.old + seen.new).toBeLessThan(changesAtMost);
  });
});
