import { compactWhenQuiet, tidyAfterPurge } from '../../../engine/src/compliance/quietCompaction';
import { startRetention, type RetentionRepositories } from '../../../engine/src/compliance/retention';
import type { Quiet } from '../../../engine/src/compliance/retentionStore';
import { ZgodaError } from '../../../engine/src/shared/errors';
import { silentLog } from '../../../engine/src/shared/log';
import { createManualClock, type ManualClock } from '../../support/manualClock';

const hourMs = 3_600_000;
const megabyte = 1_024 * 1_024;
const unset = { messages: undefined, replies: undefined, events: undefined, receipts: undefined, signUps: undefined };

/** A store of so many steps of old messages, with a lease that can be taken away and remains that can be looked at. */
function createStore(clock: ManualClock, steps: number) {
  const settings = new Map<string, string>();
  const state = { steps, taken: 0, compactions: 0, tidied: 0, lost: false, logIsRead: false };
  let quiet: Quiet = { isQuiet: true, bytes: 100 * megabyte };
  const store: RetentionRepositories = {
    readSetting: async (name) => settings.get(name) ?? null,
    writeSetting: async (name, value) => void settings.set(name, value),
    async takeLease(name, owner, leaseMs, nowMs) {
      state.taken += 1;
      return state.lost ? null : { name, owner, fence: 1, expiresAtMs: nowMs + leaseMs };
    },
    releaseLease: async () => undefined,
    async purge(rule, _beforeMs, limit) {
      if (rule !== 'messages') return { purged: 0, done: true };
      state.steps -= 1;
      return { purged: limit, done: state.steps === 0 };
    },
    async tidy() {
      if (state.logIsRead) throw new ZgodaError('store_busy');
      state.tidied += 1;
      return true;
    },
    async compact() {
      state.compactions += 1;
      settings.delete('purge_remains');
    },
    readQuiet: async () => quiet,
    readHoldings: () => Promise.reject(new Error('not asked')),
  };
  return {
    store,
    state,
    clock,
    setQuiet(change: Partial<Quiet>) {
      quiet = { ...quiet, ...change };
    },
  };
}

/** Lets promises settle and pauses pass until `work` has. */
async function drive<T>(clock: ManualClock, work: Promise<T>): Promise<T> {
  let isDone = false;
  const settled = work.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    clock.advance(20);
    await new Promise(setImmediate);
  }
  return settled;
}

describe('a run of the retention', () => {
  const start = (steps: number) => {
    const made = createStore(createManualClock(), steps);
    const retention = startRetention({ ...made, log: silentLog, owner: 'one', configured: unset });
    return { ...made, retention };
  };

  test('goes on until all that is old is gone, and renews its lease before each step', async () => {
    const { retention, state, clock, setQuiet } = start(10_000);
    setQuiet({ isQuiet: false });
    expect(await drive(clock, retention.purge())).toMatchObject({ messages: 5_000_000 });
    expect(state).toMatchObject({ steps: 0, tidied: 1, compactions: 0 });
    expect(state.taken).toBeGreaterThan(10_000);
    await retention.close();
  });

  test('ends when another process has the lease', async () => {
    const { retention, state, clock } = start(10_000);
    const purging = retention.purge();
    await drive(clock, new Promise((resolve) => clock.after(1_000, () => resolve(null))));
    state.lost = true;
    expect((await drive(clock, purging))?.messages).toBeLessThan(100 * 500);
    await retention.close();
  });

  test('is followed by a compaction in the next ten minutes that are quiet', async () => {
    const { retention, state, clock, setQuiet } = start(3);
    const tenMinutes = async (): Promise<void> => {
      clock.advance(600_000);
      await drive(clock, new Promise((resolve) => clock.after(200, () => resolve(null))));
    };
    setQuiet({ isQuiet: false });
    await tenMinutes();
    expect(state).toMatchObject({ steps: 0, tidied: 1, compactions: 0 });
    await tenMinutes();
    expect(state.compactions).toBe(0);
    setQuiet({ isQuiet: true });
    await tenMinutes();
    expect(state.compactions).toBe(1);
    await tenMinutes();
    expect(state).toMatchObject({ tidied: 1, compactions: 1 });
    await retention.close();
  });
});

describe('what purges leave in the pages', () => {
  const make = () => createStore(createManualClock(), 0);

  test('is noted before the log is cleared, and made up for when that fails', async () => {
    const { store, state } = make();
    state.logIsRead = true;
    await expect(tidyAfterPurge(store, true)).rejects.toMatchObject({ code: 'store_busy' });
    state.logIsRead = false;
    await tidyAfterPurge(store, false);
    expect(state.tidied).toBe(1);
  });

  test('nothing is done where nothing was purged, or nothing is left', async () => {
    const { store, state, clock } = make();
    await tidyAfterPurge(store, false);
    expect([state.tidied, await compactWhenQuiet(store, clock)]).toEqual([0, false]);
    await tidyAfterPurge({ ...store, tidy: async () => false }, true);
    expect(await compactWhenQuiet(store, clock)).toBe(false);
  });

  test('is removed at most once a day, not while texts wait, and not where it would take long', async () => {
    const { store, state, clock, setQuiet } = make();
    await tidyAfterPurge(store, true);
    setQuiet({ isQuiet: false });
    expect(await compactWhenQuiet(store, clock)).toBe(false);
    setQuiet({ isQuiet: true, bytes: 257 * megabyte });
    expect(await compactWhenQuiet(store, clock)).toBe(false);
    setQuiet({ bytes: 256 * megabyte });
    expect(await compactWhenQuiet(store, clock)).toBe(true);
    await tidyAfterPurge(store, true);
    clock.advance(23 * hourMs);
    expect(await compactWhenQuiet(store, clock)).toBe(false);
    clock.advance(hourMs);
    expect(await compactWhenQuiet(store, clock)).toBe(true);
    expect(state.compactions).toBe(2);
  });
});
