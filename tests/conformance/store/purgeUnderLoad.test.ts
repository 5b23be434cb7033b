import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compactWhenQuiet } from '../../../engine/src/compliance/quietCompaction';
import { startRetention, type RetentionRepositories } from '../../../engine/src/compliance/retention';
import { systemClock } from '../../../engine/src/shared/clock';
import { silentLog } from '../../../engine/src/shared/log';
import type { Store } from '../../../engine/src/store/store';
import { fictionNumber, message, nextId, nowMs, numberKey, route } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

const dayMs = 24 * 3_600_000;
const old = 20_000;
const replies = 5_000;
const batch = 500;
/** SQLite copies the log into the database whenever it has 1,000 pages; a step adds some tens. */
const longestLogBytes = 8_000_000;
const unset = { messages: undefined, replies: undefined, events: undefined, receipts: undefined, signUps: undefined };
const textOf = (n: number): string => `Parcel <${n}> ${'abcdefghij'.repeat((n * 7) % 23)}`;

describe.each(stores.filter(([kind]) => kind === 'sqlite'))('a purge of a large store in %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  const clock = { ...systemClock, nowMs: () => nowMs + 100 * dayMs };

  beforeAll(async () => {
    data = await make();
    store = await data.open();
    for (let first = 0; first < old; first += batch) {
      const texts = Array.from({ length: batch }, (_, n) => textOf(first + n));
      await store.appendMessages(
        texts.map((text, n) => message(n, { text, state: 'blocked', reason: 'no_consent' })),
        nowMs,
      );
    }
    await takeReplies();
  });
  afterAll(() => data.remove());

  /** Replies whose rows grow when they are handled, so that pages split. */
  async function takeReplies(): Promise<void> {
    const ids = Array.from({ length: replies }, () => nextId());
    for (let first = 0; first < replies; first += batch) {
      await store.appendInbound(
        ids.slice(first, first + batch).map((id, n) => ({
          ...{ id, route, from: fictionNumber(n % 1_000), numberKey: numberKey(fictionNumber(n % 1_000)), to: '2345' },
          ...{ text: textOf(old + first + n), receivedAtMs: nowMs, deduplicationKey: id },
        })),
      );
    }
    await Promise.all(ids.map((id) => store.markInboundHandled(id, 'other')));
  }

  const fileOf = (suffix = ''): string =>
    join(data.location.kind === 'sqlite' ? data.location.folder : '', `zgoda.sqlite${suffix}`);
  /** The old texts that a file of the store still has. */
  const textsIn = async (file: string): Promise<number> => {
    const found = (await readFile(file, 'latin1')).matchAll(/Parcel <(\d+)>/g);
    return new Set([...found].map(([, n]) => Number(n)).filter((n) => n < old + replies)).size;
  };

  test('the search finds what is there', async () => {
    expect(await textsIn(fileOf())).toBeGreaterThan(old);
    expect(await textsIn(fileOf('-wal'))).toBeGreaterThan(0);
  });

  test('holds up no append for longer than a step, and does not rewrite the file', async () => {
    const work: string[] = [];
    let logBytes = 0;
    const watched: RetentionRepositories = {
      ...store,
      async purge(...asked) {
        const step = await store.purge(...asked);
        work.push('purge');
        return step;
      },
      async tidy() {
        logBytes = (await stat(fileOf('-wal'))).size;
        const rest = await store.tidy();
        work.push('tidy');
        return rest;
      },
      async compact() {
        await store.compact();
        work.push('compact');
      },
    };
    const retention = startRetention({ store: watched, clock, log: silentLog, owner: 'one', configured: unset });
    let isPurging = true;
    const purging = retention.purge().finally(() => {
      isPurging = false;
    });
    const waited: number[] = [];
    while (isPurging) {
      const before = work.length;
      await store.appendMessages([message(1, { text: 'New' })], clock.nowMs());
      waited.push(work.length - before);
    }
    expect(await purging).toMatchObject({ messages: old, replies });
    await retention.close();

    expect(work.filter((each) => each === 'purge').length).toBeGreaterThan(old / batch);
    expect(work.at(-1)).toBe('tidy');
    expect(work).not.toContain('compact');
    expect(Math.max(...waited)).toBeLessThanOrEqual(1);
    expect(waited.length).toBeGreaterThan(work.length);
    expect(logBytes).toBeLessThan(longestLogBytes);
  });

  test('leaves nothing in the log, and next to nothing in the file', async () => {
    expect(await textsIn(fileOf('-wal'))).toBe(0);
    expect(await textsIn(fileOf())).toBeLessThan(replies / 100);
  });

  test('is followed by a rewriting at a quiet moment, once a day, which leaves nothing', async () => {
    expect(await compactWhenQuiet(store, clock)).toBe(false);
    const waiting = await store.claimMessages('simulator', await lease(), 100_000, 1_000, clock.nowMs());
    expect(waiting.claimed.length).toBeGreaterThan(0);
    expect(await compactWhenQuiet(store, clock)).toBe(false);
    await store.markSubmitted(
      'simulator',
      waiting.claimed.map(({ id, claim }) => ({ id, claim, state: 'submitted', partIds: [id] })),
      clock.nowMs(),
    );
    expect(await compactWhenQuiet(store, clock)).toBe(true);
    const files = (await readdir(fileOf().replace(/zgoda\.sqlite$/, ''))).filter((name) => name.startsWith('zgoda.'));
    for (const name of files)
      expect([name, await textsIn(fileOf(name.slice('zgoda.sqlite'.length)))]).toEqual([name, 0]);
    expect(await compactWhenQuiet(store, clock)).toBe(false);
  });

  async function lease() {
    const taken = await store.takeLease('simulator', 'one', 30_000, clock.nowMs());
    if (taken === null) throw new Error('the lease is held');
    return taken;
  }
});
