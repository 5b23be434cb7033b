import { mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runZgoda } from '../../support/zgodaCommand';

describe('zgoda ledger verify', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zgoda-ledger-'));
    const proof = { wording: 'I agree to offers by SMS.', method: 'form', source: 'https://shop.example' };
    const phones = ['+447700900001', '+447700900002', '+447700900003'];
    await runZgoda(
      ['record-consent', '--store', folder],
      phones.map((phone) => ({ phone, ...proof })),
    );
  });

  afterEach(() => rm(folder, { recursive: true }));

  const verify = () => runZgoda(['ledger', 'verify', '--store', folder, '--json']);

  function tamper(statement: string): void {
    const database = new DatabaseSync(join(folder, 'zgoda.sqlite'));
    database.exec(statement);
    database.close();
  }

  it('finds a whole ledger whole, also after somebody was erased', async () => {
    expect(await verify()).toMatchObject({ exitCode: 0, lines: [{ entries: 3, ok: true, firstBad: null }] });
    await runZgoda(['erase-subject', '--store', folder, '--value', '+447700900002', '--output-folder', folder]);
    expect(await verify()).toMatchObject({ exitCode: 0, lines: [{ entries: 3, ok: true, firstBad: null }] });
  });

  it.each([
    ['changed', `UPDATE ledger SET acted_at_ms = acted_at_ms + 1 WHERE sequence = 2`, 2],
    ['changed in its proof', `UPDATE ledger SET body = replace(body, 'agree', 'agreed') WHERE sequence = 3`, 3],
    ['taken out', `DELETE FROM ledger WHERE sequence = 2`, 3],
  ])('names the first entry that was %s', async (_how, statement, sequence) => {
    tamper(statement);
    const { exitCode, lines } = await verify();
    expect(exitCode).toBe(1);
    expect(lines[0]).toMatchObject({ ok: false, firstBad: { sequence } });
  });
});
