import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hasService } from '../../support/hasService';
import { runZgoda } from '../../support/zgodaCommand';

const run = promisify(execFile);

describe('zgoda export-subject', () => {
  let folder: string;
  const store = () => ['--store', join(folder, 'store')];
  const documents = () => join(folder, 'documents');
  const exportPhone = (...words: string[]) =>
    runZgoda(['export-subject', ...store(), '--value', '+447700900001', '--output-folder', documents(), ...words]);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zgoda-export-'));
    await runZgoda(['upsert-contact', ...store()], [{ phone: '+447700900001', firstName: 'Łucja', groups: 'vip' }]);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('writes both documents, for their owner only, and prints where they are', async () => {
    const { exitCode, lines } = await exportPhone('--language', 'pl', '--json');
    expect(exitCode).toBe(0);
    expect(lines).toMatchObject([{ ok: true, found: true, records: { contacts: 1, contactGroups: 1 } }]);
    expect(JSON.stringify(lines)).not.toContain('Łucja');
    const { json, pdf } = lines[0]?.['files'] as { json: string; pdf: string };
    expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({
      schema: 'zgoda-subject-export',
      schemaVersion: 1,
    });
    expect((await stat(pdf)).mode & 0o777).toBe(0o600);
    if (hasService('pdftotext')) expect((await run('pdftotext', [pdf, '-'])).stdout).toContain('Łucja');
  });

  it('writes the one that is asked for', async () => {
    const { lines } = await exportPhone('--documents', 'json', '--json');
    expect(Object.keys(lines[0]?.['files'] as object)).toEqual(['json']);
  });

  it('says so when the folder cannot be written', async () => {
    const { exitCode, lines } = await exportPhone('--output-folder', join(folder, 'store/zgoda.sqlite'), '--json');
    expect(exitCode).toBe(1);
    expect(lines).toMatchObject([{ ok: false, error: { code: 'file_unwritable' } }]);
  });
});
