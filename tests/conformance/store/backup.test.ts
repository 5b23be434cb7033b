import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../engine/src/store/openStore';
import { restoreBackup } from '../../../engine/src/store/sqlite/restoreBackup';
import type { Store } from '../../../engine/src/store/store';
import { contactChange, fictionNumber, message, nowMs, numberKey } from './fixtures';
import { ports, stores } from './stores';

describe('backups of an embedded store', () => {
  let base: string;
  let store: Store;
  let file: string;
  const folder = (name: string) => join(base, name);
  const open = (name: string) => openStore({ kind: 'sqlite', folder: folder(name) }, ports);
  const names = async (of: Store) => [...(await of.readContactsByNumber([1, 2].map(fictionNumber))).keys()];

  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'zgoda-backup-'));
    file = join(base, 'copy.zgoda');
    store = await open('store');
    await store.upsertContacts([contactChange(1)], nowMs);
  });
  afterEach(async () => {
    await store.close();
    await rm(base, { recursive: true });
  });

  test('a copy is made while the store is in use, and brings back its moment', async () => {
    let writing = true;
    const written: string[] = [];
    const writer = (async () => {
      while (writing) {
        const each = message(3);
        await store.appendMessages([each], nowMs);
        written.push(each.id);
      }
    })();
    await store.backup(file);
    writing = false;
    await writer;
    await store.upsertContacts([contactChange(2)], nowMs);
    expect((await stat(file)).mode & 0o777).toBe(0o600);

    await restoreBackup(file, folder('restored'), ports);
    const restored = await open('restored');
    expect(await names(restored)).toEqual([fictionNumber(1)]);
    const kept = (await restored.readMessages(written)).size;
    expect(kept).toBeLessThanOrEqual(written.length);
    await restored.appendMessages([message(4)], nowMs);
    await restored.close();
  });

  test('restoring keeps what was there, and replaces an earlier copy', async () => {
    await store.backup(file);
    await store.upsertContacts([contactChange(2)], nowMs);
    await store.backup(file);
    await store.close();
    store = await open('other');
    await store.upsertContacts([contactChange(3)], nowMs);
    await store.close();
    await restoreBackup(file, folder('other'), ports);
    store = await open('other');
    expect((await names(store)).sort()).toEqual([fictionNumber(1), fictionNumber(2)]);
    expect((await stat(join(folder('other'), 'zgoda.sqlite.before-restore'))).size).toBeGreaterThan(0);
  });

  test('a damaged copy is refused before anything is touched', async () => {
    await writeFile(file, 'no backup');
    await expect(restoreBackup(file, folder('store'), ports)).rejects.toMatchObject({ code: 'file_unreadable' });
    await expect(restoreBackup(join(base, 'none'), folder('store'), ports)).rejects.toMatchObject({
      code: 'file_unreadable',
    });
    expect(await names(store)).toEqual([fictionNumber(1)]);
  });

  test('nothing of an erased person is left in the files', async () => {
    const text = 'Zażółć gęślą jaźń 4242';
    const number = fictionNumber(5);
    const key = numberKey(number);
    const [answer] = await store.upsertContacts([contactChange(5, { email: 'Someone@example.org' })], nowMs);
    const contactId = answer?.contact.id ?? '';
    await store.appendMessages([message(5, { contactId, text }), message(6)], nowMs);
    const bytes = async () => {
      const parts = ['zgoda.sqlite', 'zgoda.sqlite-wal'].map((name) => readFile(join(folder('store'), name)));
      return Buffer.concat(await Promise.all(parts));
    };
    const wanted = [text, number, 'Someone@example.org', 'someone@example.org', key, contactId];
    const found = async () => {
      const held = await bytes();
      return wanted.filter((each) => held.includes(each));
    };
    expect(await found()).toEqual(wanted);
    await store.eraseSubject({ contactId, number, numberKey: key }, nowMs);
    await store.compact();
    expect(await found()).toEqual([]);
  });
});

test.each(stores.filter(([kind]) => kind === 'postgres'))('%s has its own backups', async (_kind, make) => {
  const data = await make();
  const store = await data.open();
  await expect(store.backup('/nowhere')).rejects.toMatchObject({ code: 'invalid_input' });
  await data.remove();
});
