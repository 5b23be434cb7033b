import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runZgoda } from '../../support/zgodaCommand';

describe('zgoda backup and restore', () => {
  let base: string;
  const at = (name: string) => join(base, name);

  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'zgoda-command-'));
    await runZgoda(['upsert-contact', '--store', at('shop'), '--phone', '+447700900001']);
  });
  afterEach(() => rm(base, { recursive: true }));

  it('makes a backup and puts it in another place, with the key given', async () => {
    const made = await runZgoda(['backup', '--store', at('shop'), '--to', at('file'), '--json']);
    expect(made).toMatchObject({ exitCode: 0, lines: [{ file: at('file') }] });
    expect(made.notes).toContain('secret key');
    const words = ['restore', '--from', at('file'), '--to', at('new'), '--json'];
    const withoutKey = await runZgoda(words);
    expect([withoutKey.exitCode, withoutKey.notes]).toEqual([2, expect.stringContaining('--key-file')]);
    const restored = await runZgoda([...words, '--key-file', join(at('shop'), 'zgoda.key')]);
    expect(restored).toMatchObject({ exitCode: 0, lines: [{ erasuresReplayed: 0, carried: null }] });
    expect(restored.notes).toMatch(
      /^Who was blocked or withdrew after 20\S+Z is not in it, .+zgoda suppressions import/,
    );
    expect((await runZgoda(words)).notes).toContain('--replace');
  });

  it('carries over who was blocked since, from the data that it replaces', async () => {
    await runZgoda(['backup', '--store', at('shop'), '--to', at('file')]);
    const withdraw = ['record-consent', '--store', at('shop'), '--phone', '+447700900001', '--act', 'withdraw'];
    await runZgoda([...withdraw, '--purpose', 'marketing', '--method', 'phone', '--source', 'hotline']);
    const restored = await runZgoda(['restore', '--from', at('file'), '--to', at('shop'), '--replace', '--json']);
    expect(restored).toMatchObject({
      exitCode: 0,
      notes: '',
      lines: [{ carried: { suppressions: 1, withdrawals: 1 } }],
    });
  });

  it('says in a sentence what keeps it from restoring', async () => {
    await runZgoda(['backup', '--store', at('shop'), '--to', at('file')]);
    await truncate(at('file'), 10_000);
    const refused = await runZgoda(['restore', '--from', at('file'), '--to', at('shop'), '--replace']);
    expect(refused.exitCode).toBe(2);
    expect(refused.notes.trim()).toBe(
      'This is not a whole backup: it was cut short, or is no backup. Use another backup. Nothing was changed.',
    );
    expect(await runZgoda(['restore', '--to', at('shop')])).toMatchObject({
      exitCode: 2,
      notes: '--from: it is missing. Correct this field and run the item again.\n',
    });
    expect((await runZgoda(['migrate-store', '--from', at('shop')])).notes).toContain('--to: it is missing');
  });
});
