import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../../engine/src/store/openStore';
import type { Store } from '../../../engine/src/store/store';
import { claimNew, contactChange, fictionNumber, leaseOf, message, nowMs, numberKey, route } from './fixtures';
import { ports, stores, type StoreUnderTest } from './stores';

describe.each(stores)('backups of %s', (_kind, make) => {
  let base: string;
  let data: StoreUnderTest;
  let store: Store;
  let file: string;

  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'zgoda-backup-'));
    file = join(base, 'copy.zgoda');
    data = await make();
    store = await data.open();
  });
  afterEach(async () => {
    await data.remove();
    await rm(base, { recursive: true });
  });

  test('one that is made under load is of one moment: its books balance', async () => {
    const lease = await leaseOf(store);
    let isWorking = true;
    const accepted: string[] = [];
    const work = (async () => {
      while (isWorking) {
        const claimed = await claimNew(store, lease, [message(1), message(2), message(3)]);
        accepted.push(...claimed.map(({ id }) => id));
        const [sent, ...others] = claimed.map(({ id, claim }) => ({
          id,
          claim,
          state: 'submitted' as const,
          partIds: [`part ${id}`],
        }));
        await store.markSubmitted(route, sent === undefined ? [] : [sent], nowMs);
        await store.markSubmitted(route, others, nowMs);
      }
    })();
    const before = accepted.length;
    for (let n = 0; n < 3; n += 1) await store.backup(file);
    isWorking = false;
    await work;
    expect((await stat(file)).mode & 0o777).toBe(0o600);

    const copy = new DatabaseSync(file, { readOnly: true });
    const count = (sql: string) => Number(copy.prepare(`SELECT count(*) AS count FROM ${sql}`).get()?.['count']);
    const messages = count('messages');
    expect(messages).toBeGreaterThanOrEqual(before);
    expect(messages).toBeLessThanOrEqual(accepted.length);
    expect(messages % 3).toBe(0);
    expect(count('deliveries')).toBe(messages);
    expect(count(`deliveries WHERE state = 'submitted'`)).toBe(count('message_parts'));
    expect(count('messages LEFT JOIN deliveries ON message_sequence = sequence WHERE state IS NULL')).toBe(0);
    copy.close();
  });

  test('a backup is an embedded store of its own', async () => {
    await store.upsertContacts([contactChange(1, { firstName: 'Ann', groups: ['vip'] })], nowMs);
    const folder = join(base, 'opened');
    await (await openStore({ kind: 'sqlite', folder }, ports)).close();
    await store.backup(join(folder, 'zgoda.sqlite'));
    const opened = await openStore({ kind: 'sqlite', folder }, ports);
    const ann = (await opened.readContactsByNumber([fictionNumber(1)])).get(fictionNumber(1));
    expect(ann).toMatchObject({ firstName: 'Ann', groups: ['vip'] });
    await opened.close();
  });
});

test('nothing of an erased person is left in the files of an embedded store', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'zgoda-erased-'));
  const store = await openStore({ kind: 'sqlite', folder }, ports);
  const text = 'Zażółć gęślą jaźń 4242';
  const number = fictionNumber(5);
  const key = numberKey(number);
  const [answer] = await store.upsertContacts([contactChange(5, { email: 'Someone@example.org' })], nowMs);
  const contactId = answer?.contact.id ?? '';
  await store.appendMessages([message(5, { contactId, text }), message(6)], nowMs);
  const bytes = async () => {
    const parts = ['zgoda.sqlite', 'zgoda.sqlite-wal'].map((name) => readFile(join(folder, name)));
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
  await store.close();
  await rm(folder, { recursive: true });
});
