import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { knownVersion, migrations } from '../../../engine/src/store/migrations/migrate';
import { sealBackup } from '../../../engine/src/store/copy/backupSeal';
import { storeOfVersion } from '../../support/landedMigrations';
import { runZgoda } from '../../support/zgodaCommand';

const secretKey = 'ab'.repeat(32);
const takenAtMs = 1_790_000_000_000;

describe('zgoda restore of a backup made by another version', () => {
  let base: string;
  const at = (...names: string[]) => join(base, ...names);

  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'zgoda-versions-'));
    await mkdir(at('new'));
    await writeFile(at('zgoda.key'), `${secretKey}\n`);
  });
  afterEach(() => rm(base, { recursive: true }));

  /** A sealed backup of a store as that version made it, with one contact. */
  async function backupOfVersion(version: number, more = ''): Promise<string> {
    const file = at(`of-${version}.backup`);
    const database = new DatabaseSync(file);
    for (const statement of storeOfVersion(version, 'sqlite', takenAtMs)) database.exec(statement);
    database.exec(`INSERT INTO contacts (id, number, number_key, attributes, created_at_ms, updated_at_ms)
      VALUES ('one', '+447700900001', 'key', '{}', 1, 1); ${more}`);
    database.close();
    await sealBackup(file, Buffer.from(secretKey, 'hex'), takenAtMs);
    return file;
  }
  const restore = (file: string) =>
    runZgoda(['restore', '--from', file, '--to', at('new'), '--key-file', at('zgoda.key'), '--json']);
  const inNew = (query: string): unknown => {
    const database = new DatabaseSync(at('new', 'zgoda.sqlite'), { readOnly: true });
    const row = Object.values(database.prepare(query).get() ?? {})[0];
    database.close();
    return row;
  };

  const older = migrations.map(({ version }) => version).filter((version) => version < knownVersion);
  it.each(older)('brings one of version %s up to date, with its rows', async (version) => {
    const restored = await restore(await backupOfVersion(version));
    expect(restored).toMatchObject({ exitCode: 0, lines: [{ takenAt: new Date(takenAtMs).toISOString() }] });
    expect(inNew('SELECT max(version) FROM migrations')).toBe(knownVersion);
    expect(inNew('SELECT number FROM contacts')).toBe('+447700900001');
  });

  it('refuses one of a newer version, and changes nothing', async () => {
    const newer = `INSERT INTO migrations (version, name, applied_at_ms) VALUES (99, 'later', 1)`;
    const refused = await restore(await backupOfVersion(knownVersion, newer));
    expect(refused).toMatchObject({
      exitCode: 2,
      notes: `The store was written by a newer version of Zgoda (schema 99, this version knows ${knownVersion}). Update Zgoda, or restore a backup made by this version.\n`,
    });
    expect(() => inNew('SELECT 1')).toThrow('unable to open database file');
  });
});
