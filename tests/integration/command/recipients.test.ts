import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runZgoda, startZgoda } from '../../support/zgodaCommand';

describe('lists of an administrator', () => {
  let folder: string;
  let store: string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zgoda-lists-'));
    store = ['--store', join(folder, 'store')];
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('zgoda recipients: add, list, tell, log, remove', async () => {
    const run = (...words: string[]) => runZgoda(['recipients', ...words, ...store, '--json']);
    const added = await run('add', '--name', 'CRM', '--url', 'https://127.0.0.1:1/erased');
    expect(added.lines).toMatchObject([
      { name: 'CRM', categories: ['contact'], secret: expect.stringMatching(/^whsec_/) },
    ]);
    const { lines } = await run();
    expect([lines[0]?.['name'], JSON.stringify(lines)]).toEqual(['CRM', expect.not.stringContaining('whsec_')]);
    await runZgoda(['upsert-contact', '--phone', '+447700900001', ...store]);
    const words = ['erase-subject', '--value', '+447700900001', '--documents', 'json', '--output-folder', folder];
    const erased = await runZgoda([...words, ...store, '--json']);
    expect(erased.lines).toMatchObject([{ found: true, recipients: ['CRM'] }]);
    expect((await run('log')).lines).toMatchObject([
      { recipient: 'CRM', state: 'waiting', attempts: 1, lastAnswer: 'private_address' },
    ]);
    expect((await runZgoda(['recipients', 'remove', '--name', 'CRM', ...store])).exitCode).toBe(0);
    expect((await run()).lines).toEqual([]);
  });

  it('zgoda suppressions: a list from another system in, keyed hashes out and in again', async () => {
    const file = join(folder, 'blocked.csv');
    await writeFile(file, '\uFEFFphone;reason\n"+44 7700 900001";complaint\n+447700900002;imported\nnonsense;stop\n');
    const imported = await runZgoda(['suppressions', 'import', '--input', file, '--json', ...store]);
    expect(imported).toMatchObject({ exitCode: 1, lines: [{ read: 3, added: 2, known: 0, failed: 1 }] });
    expect(imported.notes).not.toContain('7700');
    const exported = await runZgoda(['suppressions', 'export', ...store]);
    expect(exported.lines).toHaveLength(2);
    expect(JSON.stringify(exported.lines)).not.toContain('7700');
    const again = exported.lines.map((line) => JSON.stringify(line)).join('\n');
    const { outcome } = startZgoda(['suppressions', 'import', '--json', ...store], again);
    expect((await outcome).lines).toMatchObject([{ read: 2, added: 0, known: 2, failed: 0 }]);
  });
});
