import type { HeldSlot } from '../../../engine/src/delivery/slot';
import { createSlotKeeper, type SlotKeeper } from '../../../engine/src/delivery/slotKeeper';
import { systemClock, type Clock } from '../../../engine/src/shared/clock';
import { silentLog } from '../../../engine/src/shared/log';
import type { Store } from '../../../engine/src/store/store';
import { route } from '../../conformance/store/fixtures';
import { stores, type StoreUnderTest } from '../../conformance/store/stores';

const hourMs = 3_600_000;
const shortLeaseMs = 600;
const longLeaseMs = 60_000;

/** The system's clock, wrong by so much. */
const clockOff = (byMs: () => number): Clock => ({ ...systemClock, nowMs: () => systemClock.nowMs() + byMs() });

describe.each(stores)('the slots of a route over %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  /** Slots that are sent on now, by process. */
  let sending: Map<string, HeldSlot[]>;
  let mostAtOnce: number;
  const running = new Set<SlotKeeper>();

  beforeEach(async () => {
    data = await make();
    store = await data.open();
    sending = new Map();
    mostAtOnce = 0;
  });

  afterEach(async () => {
    await Promise.all([...running].map((keeper) => keeper.stop(0)));
    running.clear();
    await data.remove();
  });

  interface Given {
    readonly slots?: number;
    readonly leaseMs?: number;
    readonly clock?: Clock;
    readonly over?: Pick<Store, 'readLeases' | 'takeLease' | 'releaseLease'>;
    /** Resolves once the sender of a slot is done. */
    readonly drained?: Promise<void>;
  }

  function start(owner: string, given: Given = {}): SlotKeeper {
    const { slots = 2, leaseMs = longLeaseMs, clock = systemClock, over = store, drained = Promise.resolve() } = given;
    const own: HeldSlot[] = [];
    sending.set(owner, own);
    const keeper = createSlotKeeper(
      { route, owner, slots, leaseMs, lookMs: 20 },
      {
        store: over,
        clock,
        log: silentLog,
        open(slot) {
          own.push(slot);
          mostAtOnce = Math.max(mostAtOnce, total());
          return {
            async stop() {
              await drained;
              own.splice(own.indexOf(slot), 1);
            },
            abandon: () => undefined,
          };
        },
        changed: () => undefined,
      },
    );
    keeper.start();
    running.add(keeper);
    return keeper;
  }

  const count = (owner: string): number => sending.get(owner)?.length ?? 0;
  const total = (): number => [...sending.values()].reduce((sum, slots) => sum + slots.length, 0);
  const shared = (...counts: number[]) => [...sending.values()].every(({ length }, at) => length === counts[at]);

  async function stop(keeper: SlotKeeper): Promise<void> {
    running.delete(keeper);
    await keeper.stop(0);
  }

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await pause(5);
  }

  const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

  test('a process alone takes all of them', async () => {
    start('a', { slots: 4 });
    await until(() => count('a') === 4);
    expect(new Set(sending.get('a')?.map(({ lease }) => lease.name)).size).toBe(4);
  });

  test('processes share them out, and no slot is sent on by two', async () => {
    start('a', { slots: 4 });
    await until(() => count('a') === 4);
    start('b', { slots: 4 });
    await until(() => shared(2, 2));
    start('c', { slots: 4 });
    start('d', { slots: 4 });
    await until(() => shared(1, 1, 1, 1));
    expect(mostAtOnce).toBe(4);
  });

  test('one that waits takes over at once where another stops', async () => {
    const first = start('a', { slots: 1 });
    await until(() => count('a') === 1);
    start('b', { slots: 1 });
    start('c', { slots: 1 });
    await pause(100);
    expect(shared(1, 0, 0)).toBe(true);
    await stop(first);
    await until(() => total() === 1);
    expect(count('a')).toBe(0);
  });

  test('a slot is given on only once its sender is done', async () => {
    let done = (): void => undefined;
    const drained = new Promise<void>((resolve) => (done = resolve));
    start('a', { drained });
    await until(() => count('a') === 2);
    start('b');
    await pause(200);
    expect(shared(2, 0)).toBe(true);
    done();
    await until(() => shared(1, 1));
  });

  test('the slots of a killed process are taken when their leases end', async () => {
    for (const index of [0, 1]) {
      const { atMs } = await store.readLeases(`route:${route}:`, systemClock.nowMs());
      await store.takeLease(`route:${route}:slot:${index}`, 'dead', shortLeaseMs, atMs);
    }
    start('a', { leaseMs: shortLeaseMs });
    await pause(shortLeaseMs / 2);
    expect(count('a')).toBeLessThan(2);
    await until(() => count('a') === 2);
    expect(sending.get('a')?.map(({ lease }) => lease.fence)).toEqual([2, 2]);
  });

  test('a process that another took a slot from stops sending on it', async () => {
    start('a', { slots: 1, leaseMs: shortLeaseMs });
    await until(() => count('a') === 1);
    const [slot] = sending.get('a') ?? [];
    if (slot === undefined) throw new Error('no slot');
    await store.releaseLease(slot.lease);
    await store.takeLease(slot.lease.name, 'robber', shortLeaseMs, systemClock.nowMs());
    await until(() => count('a') === 0);
    expect(slot.isHeld()).toBe(false);
  });

  test('while the store cannot be reached its slots lapse, and come back by themselves', async () => {
    let away = false;
    const unlessAway = <Args extends unknown[], T>(verb: (...args: Args) => Promise<T>) => {
      return async (...args: Args): Promise<T> => {
        if (away) throw new Error('away');
        return verb(...args);
      };
    };
    const over = {
      readLeases: unlessAway(store.readLeases),
      takeLease: unlessAway(store.takeLease),
      releaseLease: unlessAway(store.releaseLease),
    };
    start('a', { leaseMs: shortLeaseMs, over });
    await until(() => count('a') === 2);
    const [slot] = sending.get('a') ?? [];
    away = true;
    await until(() => count('a') === 0);
    expect(slot?.isHeld()).toBe(false);
    away = false;
    await until(() => count('a') === 2);
  });

  test('a clock set back by an hour takes no slot away', async () => {
    let offMs = 0;
    start('a', { leaseMs: shortLeaseMs, clock: clockOff(() => offMs) });
    await until(() => count('a') === 2);
    const before = [...(sending.get('a') ?? [])];
    offMs = -hourMs;
    await pause(2 * shortLeaseMs);
    expect(sending.get('a')).toEqual(before);
    expect(before.every((slot) => slot.isHeld())).toBe(true);
  });

  test('a clock set back by an hour keeps no slot for a dead process', async () => {
    const { atMs } = await store.readLeases(`route:${route}:`, systemClock.nowMs());
    await store.takeLease(`route:${route}:slot:0`, 'dead', shortLeaseMs, atMs);
    await store.takeLease(`route:${route}:place:0`, 'dead too', shortLeaseMs, atMs);
    start('a', { leaseMs: shortLeaseMs, clock: clockOff(() => -hourMs) });
    await until(() => count('a') === 2);
  });
});

describe.each(stores.filter(([kind]) => kind === 'postgres'))(
  'machines whose clocks differ by an hour over %s',
  (_kind, make) => {
    test('hold their slots: the database’s clock counts', async () => {
      const data = await make();
      const store = await data.open();
      const opened: string[] = [];
      const held = new Set<HeldSlot>();
      const keepers = [0, hourMs].map((offMs, at) =>
        createSlotKeeper(
          { route, owner: `process-${at}`, slots: 2, leaseMs: shortLeaseMs, lookMs: 20 },
          {
            store,
            clock: clockOff(() => offMs),
            log: silentLog,
            open(slot) {
              opened.push(`${slot.lease.owner} ${slot.lease.name}`);
              held.add(slot);
              return { stop: async () => void held.delete(slot), abandon: () => undefined };
            },
            changed: () => undefined,
          },
        ),
      );
      for (const keeper of keepers) keeper.start();
      await new Promise((resolve) => setTimeout(resolve, 3 * shortLeaseMs));
      const { leases, atMs } = await store.readLeases(`route:${route}:slot:`, 0);
      expect(new Set(leases.map(({ owner }) => owner)).size).toBe(2);
      // Both go by the database's time when they claim.
      expect([...held].map((slot) => Math.abs(slot.storeNowMs() - atMs) < 5_000)).toEqual([true, true]);
      // Each slot changed hands at most once, to share it out.
      expect(opened.length).toBeLessThanOrEqual(3);
      await Promise.all(keepers.map((keeper) => keeper.stop(0)));
      await data.remove();
    });
  },
);
