import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { hasService, testPostgres } from '../../support/hasService';
import { runZgoda, type CommandOutcome } from '../../support/zgodaCommand';

const onPostgres = hasService('postgres') ? describe : describe.skip;

onPostgres('zgoda migrate-store', () => {
  let base: string;
  let schema: string;
  let address: string;
  const at = (...names: string[]) => join(base, ...names);
  const keysIn = async (folder: string) =>
    (await readdir(folder).catch(() => [])).filter((name) => /\.key$/.test(name));
  const key = async (...names: string[]) => readFile(at(...names), 'utf8');
  const run = (...words: string[]): Promise<CommandOutcome> => runZgoda(words, [], { HOME: at('home') });

  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'zgoda-migrate-'));
    schema = `zgoda_migrate_${process.pid}_${Date.now()}`;
    address = `${testPostgres}?schema=${schema}`;
    const consent = ['record-consent', '--store', at('shop'), '--phone', '+447700900001', '--act', 'withdraw'];
    await run(...consent, '--purpose', 'marketing', '--method', 'phone', '--source', 'hotline');
  });
  afterEach(async () => {
    const client = new Client(testPostgres);
    await client.connect();
    await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await client.end();
    await rm(base, { recursive: true });
  });

  it('moves a folder to PostgreSQL, with its key in that folder, where its host looks for it', async () => {
    const moved = await run('migrate-store', '--from', at('shop'), '--to', address);
    expect(moved.exitCode).toBe(0);
    const [keyName = ''] = (await keysIn(at('shop'))).filter((name) => name.startsWith('postgres-'));
    expect(moved.notes).toContain(`The secret key is in ${at('shop', keyName)}.`);
    expect(moved.notes).not.toContain(new URL(testPostgres).username + '@');
    expect(await key('shop', keyName)).toBe(await key('shop', 'zgoda.key'));
    expect(await keysIn(at('home', '.zgoda'))).toEqual([]);

    const old = await run('ledger', 'verify', '--store', at('shop'));
    expect([old.exitCode, old.notes]).toEqual([2, expect.stringMatching(/^This store was moved to postgres:\/\//)]);
    const secretKey = (await key('shop', keyName)).trim();
    const verified = await runZgoda(['ledger', 'verify', '--store', address, '--json'], [], {
      ...{ HOME: at('home'), ZGODA_SECRET_KEY: secretKey },
    });
    expect(verified).toMatchObject({ exitCode: 0, lines: [{ ok: true, entries: 1 }] });
  });

  it('moves it back, with the key that lies in the folder of the command', async () => {
    const first = await run('migrate-store', '--from', at('shop'), '--to', address, '--json');
    expect(first.lines).toMatchObject([{ from: at('shop'), ledgerEntries: 1 }]);
    const withKey = { HOME: at('home'), ZGODA_SECRET_KEY: (await key('shop', 'zgoda.key')).trim() };
    const words = ['migrate-store', '--from', address, '--to', at('other'), '--json'];
    const withoutKey = await run(...words);
    expect([withoutKey.exitCode, withoutKey.notes]).toEqual([2, expect.stringContaining(at('home', '.zgoda'))]);
    const moved = await runZgoda(words, [], withKey);
    expect(moved).toMatchObject({ exitCode: 0, lines: [{ to: at('other'), ledgerEntries: 1, keyFile: null }] });
    const verified = await runZgoda(['ledger', 'verify', '--store', at('other'), '--json'], [], withKey);
    expect(verified).toMatchObject({ exitCode: 0, lines: [{ ok: true, entries: 1 }] });
  });

  it('refuses a place with data, and the old store opens again', async () => {
    const taken = ['record-consent', '--store', at('taken'), '--phone', '+447700900002', '--act', 'withdraw'];
    await run(...taken, '--purpose', 'marketing', '--method', 'phone', '--source', 'hotline');
    await rm(at('taken', 'zgoda.key'));
    const refused = await run('migrate-store', '--from', at('shop'), '--to', at('taken'));
    expect([refused.exitCode, refused.notes]).toEqual([1, expect.stringContaining('--replace')]);
    expect((await run('ledger', 'verify', '--store', at('shop'))).exitCode).toBe(0);
  });
});
