import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../engine/src/store/openStore';
import type { Store } from '../../../engine/src/store/store';
import { message, nowMs } from './fixtures';
import { ports } from './stores';

/** A disk of four megabytes in memory; null where this user may not mount one. Throws where CI is set: there it must be tried. */
function mountSmallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'zgoda-disk-'));
  const mounted = process.platform === 'linux' && mount('mount', '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder);
  if (mounted) return folder;
  rmSync(folder, { recursive: true });
  if (process.env['CI']) throw new Error('this user may not mount a small disk, and CI must try a full one');
  console.warn('this user may not mount a small disk: the tests of a full one are left out');
  return null;
}

const mount = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;

const disk = mountSmallDisk();
const withDisk = disk === null ? describe.skip : describe;

withDisk('a disk that runs full', () => {
  const folder = disk ?? '';
  const ballast = join(folder, 'ballast');
  let store: Store;
  beforeAll(async () => {
    await writeFile(ballast, Buffer.alloc(1_000_000));
    store = await openStore({ kind: 'sqlite', folder: join(folder, 'store') }, ports);
  });
  afterAll(async () => {
    await store.close();
    mount('umount', folder);
    rmSync(folder, { recursive: true });
  });

  const append = async (): Promise<string[]> => {
    const messages = Array.from({ length: 50 }, (_, n) => message(n, { text: 'x'.repeat(500) }));
    await store.appendMessages(messages, nowMs);
    return messages.map(({ id }) => id);
  };

  test('refuses by name, keeps what it accepted, and goes on once there is room', async () => {
    const accepted: string[] = [];
    const fill = async (): Promise<never> => {
      for (;;) accepted.push(...(await append()));
    };
    await expect(fill()).rejects.toMatchObject({ code: 'store_full', retry: true });
    await expect(append()).rejects.toMatchObject({ code: 'store_full' });
    await expect(
      store.transaction((repositories) => repositories.writeSetting('a', 'b'.repeat(2_000_000))),
    ).rejects.toMatchObject({ code: 'store_full' });
    expect(accepted.length).toBeGreaterThan(0);
    expect((await store.readMessages(accepted)).size).toBe(accepted.length);

    await rm(ballast);
    accepted.push(...(await append()));
    expect((await store.readMessages(accepted)).size).toBe(accepted.length);
    expect((await store.countPending('simulator', nowMs)).pending).toBe(accepted.length);
  });

  test('a store cannot be made on it', async () => {
    await writeFile(join(folder, 'filler'), Buffer.alloc(8_000_000)).catch(() => undefined);
    const opening = openStore({ kind: 'sqlite', folder: join(folder, 'another') }, ports);
    await expect(opening).rejects.toMatchObject({ code: 'store_full' });
    await rm(join(folder, 'filler'));
  });
});
