import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSecretKey } from '../../../engine/src/shared/keys';

describe('loadSecretKey', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zgoda-keys-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('makes a key once, readable by its owner alone, and leaves nothing beside it', async () => {
    const keyFile = join(folder, 'new', 'secret.key');
    const key = await loadSecretKey({ keyFile });
    expect(key).toHaveLength(32);
    expect(await loadSecretKey({ keyFile })).toEqual(key);
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'new'))).toEqual(['secret.key']);
  });

  it('gives every caller the same key when many start at once', async () => {
    const keyFile = join(folder, 'secret.key');
    const keys = await Promise.all(Array.from({ length: 20 }, () => loadSecretKey({ keyFile })));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect((await readFile(keyFile, 'utf8')).trim()).toBe(keys[0]?.toString('hex'));
  });

  it('refuses a damaged key file and leaves it as it is', async () => {
    const keyFile = join(folder, 'secret.key');
    await writeFile(keyFile, 'not a key');
    await expect(loadSecretKey({ keyFile })).rejects.toMatchObject({ code: 'invalid_config' });
    expect(await readFile(keyFile, 'utf8')).toBe('not a key');
  });

  it('says so when the folder cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    const keyFile = join(folder, 'file', 'secret.key');
    await expect(loadSecretKey({ keyFile })).rejects.toMatchObject({ code: 'store_read_only' });
  });
});
