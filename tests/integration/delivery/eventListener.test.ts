import { startEventListener, type EventListener } from '../../../engine/src/delivery/eventListener';
import type { EventKind, StoredEvent } from '../../../engine/src/delivery/eventStore';
import { systemClock, type Clock } from '../../../engine/src/shared/clock';
import { silentLog } from '../../../engine/src/shared/log';
import type { Store } from '../../../engine/src/store/store';
import { nextId, nowMs } from '../../conformance/store/fixtures';
import { stores, type StoreUnderTest } from '../../conformance/store/stores';

/** Waits a hundredth of what it is asked for. */
const hurriedClock: Clock = { ...systemClock, after: (delayMs, work) => systemClock.after(delayMs / 100, work) };

describe.each(stores)('a listener over %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  const open: EventListener[] = [];

  beforeEach(async () => {
    data = await make();
    store = await data.open();
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map((listener) => listener.close()));
    await data.remove();
  });

  async function happen(kind: EventKind): Promise<string> {
    const id = nextId();
    await store.appendEvents([
      { id, kind, atMs: nowMs, contactId: null, messageId: null, inboundId: null, state: null },
    ]);
    return id;
  }

  function listen(
    handle: (event: StoredEvent) => Promise<void>,
    kinds: readonly EventKind[] = ['reply_stop'],
    atOnce?: number,
  ) {
    const listener = startEventListener('flow', kinds, handle, { store, clock: hurriedClock, log: silentLog }, atOnce);
    open.push(listener);
    return listener;
  }

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  test('tells of what happens after it was first there, of its kinds only, in order', async () => {
    await happen('reply_stop');
    const told: string[] = [];
    listen(async ({ id }) => void told.push(id));
    while ((await store.readConsumer('flow')) === null) await new Promise((resolve) => setTimeout(resolve, 5));
    await happen('reply_help');
    const expected = [await happen('reply_stop'), await happen('reply_stop')];
    await until(() => told.length === 2);
    expect(told).toEqual(expected);
  });

  test('catches up with what happened while it was off', async () => {
    await store.writeConsumer('flow', await store.lastEventSequence(), nowMs);
    const missed = await happen('reply_stop');
    const told: string[] = [];
    listen(async ({ id }) => void told.push(id));
    await until(() => told.length === 1);
    expect(told).toEqual([missed]);
  });

  test('tells again what the flow could not take, before anything later', async () => {
    await store.writeConsumer('flow', await store.lastEventSequence(), nowMs);
    const [first, second] = [await happen('reply_stop'), await happen('reply_stop')];
    const told: string[] = [];
    listen(async ({ id }) => {
      told.push(id);
      if (told.length === 1) throw new Error('busy');
    });
    await until(() => told.length === 3);
    expect(told).toEqual([first, first, second]);
  });

  test('does not tell again what was taken before it closed', async () => {
    await store.writeConsumer('flow', await store.lastEventSequence(), nowMs);
    await happen('reply_stop');
    const told: string[] = [];
    const listener = listen(async ({ id }) => void told.push(id));
    await until(() => told.length === 1);
    await listener.close();
    open.length = 0;
    const later = await happen('reply_stop');
    listen(async ({ id }) => void told.push(id));
    await until(() => told.length === 2);
    expect(told[1]).toBe(later);
  });

  describe('that takes three at once', () => {
    const release = new Map<string, { take: () => void; fail: () => void }>();
    let told: string[];
    let first: number;

    beforeEach(async () => {
      told = [];
      release.clear();
      first = (await store.lastEventSequence()) + 1;
      await store.writeConsumer('flow', first - 1, nowMs);
    });

    const listenSlowly = () =>
      listen(
        ({ id }) =>
          new Promise((resolve, reject) => {
            told.push(id);
            release.set(id, { take: resolve, fail: () => reject(new Error('busy')) });
          }),
        ['reply_stop'],
        3,
      );
    const sequencesWritten = async () => ((await store.readConsumer('flow')) ?? 0) - first + 1;
    const untilWritten = async (count: number) => {
      while ((await sequencesWritten()) !== count) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const pause = () => new Promise((resolve) => setTimeout(resolve, 60));

    test('is told of no more than three, and one that lasts holds up the others no longer than that', async () => {
      const ids = [];
      for (let count = 0; count < 6; count += 1) ids.push(await happen('reply_stop'));
      listenSlowly();
      await until(() => told.length === 3);
      await pause();
      expect(told).toEqual(ids.slice(0, 3));
      for (const id of ids.slice(0, 3)) release.get(id)?.take();
      await until(() => told.length === 6);
      expect(told).toEqual(ids);
      await untilWritten(3);
      for (const id of ids.slice(3)) release.get(id)?.take();
      await untilWritten(6);
    });

    test('has its position moved only past what was taken, in order', async () => {
      const ids = [await happen('reply_stop'), await happen('reply_stop'), await happen('reply_stop')];
      listenSlowly();
      await until(() => told.length === 3);
      release.get(ids[1] as string)?.take();
      release.get(ids[2] as string)?.take();
      await pause();
      expect(await sequencesWritten()).toBe(0);
      release.get(ids[0] as string)?.take();
      await untilWritten(3);
    });

    test('is told again of the one that it could not take, and of no other', async () => {
      const ids = [await happen('reply_stop'), await happen('reply_stop')] as [string, string];
      listenSlowly();
      await until(() => told.length === 2);
      release.get(ids[1])?.take();
      release.get(ids[0])?.fail();
      await until(() => told.length === 3);
      expect(told).toEqual([...ids, ids[0]]);
      release.get(ids[0])?.take();
      await untilWritten(2);
    });

    test('is told again, once it is back, of what was in hand', async () => {
      const ids = [await happen('reply_stop'), await happen('reply_stop')] as [string, string];
      const listener = listenSlowly();
      await until(() => told.length === 2);
      release.get(ids[1])?.take();
      release.get(ids[0])?.fail();
      await listener.close();
      open.length = 0;
      told = [];
      listenSlowly();
      await until(() => told.length === 2);
      expect(told).toEqual(ids);
      for (const id of ids) release.get(id)?.take();
      await untilWritten(2);
    });
  });
});
