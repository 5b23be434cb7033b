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

  function listen(handle: (event: StoredEvent) => Promise<void>, kinds: readonly EventKind[] = ['reply_stop']) {
    const listener = startEventListener('flow', kinds, handle, { store, clock: hurriedClock, log: silentLog });
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
});
