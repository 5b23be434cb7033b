import { mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runZgoda } from '../../support/zgodaCommand';

describe('zgoda retention', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zgoda-retention-'));
    const text = ['--phone', '+447700900001', '--text', 'Your parcel is here', '--purpose', 'service'];
    await runZgoda(['send-sms', '--store', folder, ...text, '--wait', 'submitted']);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('tells what is held, and purges when told', async () => {
    const report = () => runZgoda(['retention', '--store', folder, '--json', '--purge']);
    const line = async (category: string) => {
      const { lines } = await report();
      return (lines[0]?.['lines'] as Record<string, unknown>[]).find((each) => each['category'] === category);
    };
    expect(await line('texts')).toMatchObject({ rows: 1, rule: 'messages', keepDays: 90 });
    const database = new DatabaseSync(join(folder, 'zgoda.sqlite'));
    database.exec(`UPDATE messages SET accepted_at_ms = accepted_at_ms - ${91 * 24 * 3_600_000}`);
    database.close();
    expect(await line('texts')).toMatchObject({ rows: 0, oldest: null, last: { purged: 1, purgedInAll: 1 } });
    expect(await line('messages')).toMatchObject({ rows: 1, keepDays: null });
    const remains = () => {
      const opened = new DatabaseSync(join(folder, 'zgoda.sqlite'));
      const setting = opened.prepare("SELECT value FROM settings WHERE name = 'purge_remains'").get();
      opened.close();
      return setting?.['value'];
    };
    expect(remains()).toBe('yes');
    expect(await runZgoda(['retention', '--store', folder, '--compact'])).toMatchObject({ exitCode: 0, notes: '' });
    expect(remains()).toBeUndefined();
  });
});
