import type { SubmitRecord } from '../../../engine/src/delivery/message';
import type { Lease } from '../../../engine/src/delivery/outboxStore';
import type { Store } from '../../../engine/src/store/store';
import { leaseOf, message, nextId, nowMs, rememberClaims, route } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

describe.each(stores)('cancelling in %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  let lease: Lease;
  beforeEach(async () => {
    data = await make();
    store = await data.open();
    lease = await leaseOf(store);
  });
  afterEach(() => data.remove());

  const rowOf = async (id: string) => (await store.readMessages([id])).get(id);
  const claims = rememberClaims();
  const claimOne = async () => (await claims.claim(store, lease, [message(1)]))[0] ?? '';
  /** Another process takes this process's slot. */
  const takeOver = async (): Promise<Lease> => {
    await store.releaseLease(lease);
    return leaseOf(store, 'process-b', nowMs);
  };
  const reports = async () =>
    (await store.readEvents(['delivery_report'], 0, 100)).map(({ messageId, state }) => [messageId, state]);
  const unsent = (id: string): SubmitRecord => ({
    ...{ id, claim: claims.of(id), state: 'queued', notBeforeMs: null, reason: null },
  });

  test('queued and held messages turn to cancelled, and what is over stays as it is', async () => {
    const queued = message(2);
    const held = message(3, { state: 'held', reason: 'quiet_hours', notBeforeMs: nowMs + 9 });
    const blocked = message(4, { route: null, state: 'blocked', reason: 'no_consent' });
    const submitted = await claimOne();
    await store.markSubmitted(
      route,
      [{ id: submitted, claim: claims.of(submitted), state: 'submitted', partIds: ['p'] }],
      nowMs,
    );
    await store.appendMessages([queued, held, blocked], nowMs);
    const ids = [submitted, queued.id, held.id, blocked.id, nextId()];
    const outcome = await store.cancelMessages(ids, nowMs + 1);
    expect({ ...outcome, cancelled: [...outcome.cancelled].sort() }).toEqual({
      cancelled: [queued.id, held.id].sort(),
      claimed: [],
    });
    for (const { id } of [queued, held]) {
      const over = { state: 'cancelled', reason: null, notBeforeMs: null, finalAtMs: nowMs + 1 };
      expect(await rowOf(id)).toMatchObject(over);
    }
    expect(await rowOf(submitted)).toMatchObject({ state: 'submitted', finalAtMs: null });
    expect(await rowOf(blocked.id)).toMatchObject({ state: 'blocked', reason: 'no_consent' });
    const told = [queued.id, held.id].sort().map((id) => [id, 'cancelled']);
    expect((await reports()).sort()).toEqual(told);
    expect(await store.cancelMessages(ids, nowMs + 2)).toEqual({ cancelled: [], claimed: [] });
    expect(await reports()).toHaveLength(told.length);
    expect(await rowOf(held.id)).toMatchObject({ finalAtMs: nowMs + 1 });
    expect((await store.claimMessages(route, lease, 10, 30_000, nowMs + 10)).claimed).toEqual([]);
    expect(await store.countPending(route, nowMs)).toEqual({ pending: 0, nextDueMs: null });
  });

  test('a claimed message is told to its sender, and is cancelled when it comes back unwritten', async () => {
    const id = await claimOne();
    const other = await claimOne();
    expect(await store.readBlocked([id, other])).toEqual([]);
    expect(await store.cancelMessages([id], nowMs + 1)).toEqual({ cancelled: [], claimed: [id] });
    expect(await rowOf(id)).toMatchObject({ state: 'claimed', finalAtMs: null });
    expect(await store.readBlocked([id, other])).toEqual([id]);
    expect(await store.markSubmitted(route, [unsent(id), unsent(other)], nowMs + 2)).toEqual([id]);
    expect(await rowOf(id)).toMatchObject({ state: 'cancelled', reason: null, finalAtMs: nowMs + 2 });
    expect(await rowOf(other)).toMatchObject({ state: 'queued', finalAtMs: null });
    expect(await reports()).toEqual([[id, 'cancelled']]);
  });

  test('a claimed message that would be held for quiet hours is cancelled', async () => {
    const id = await claimOne();
    await store.cancelMessages([id], nowMs);
    const record = {
      id,
      claim: claims.of(id),
      state: 'queued',
      notBeforeMs: nowMs + 900,
      reason: 'quiet_hours',
    } as const;
    expect(await store.markSubmitted(route, [record], nowMs)).toEqual([id]);
    expect(await rowOf(id)).toMatchObject({ state: 'cancelled', reason: null, notBeforeMs: null });
  });

  test('a claimed message that was written goes on as if nobody had asked', async () => {
    const [taken, refused] = [await claimOne(), await claimOne()];
    await store.cancelMessages([taken, refused], nowMs);
    const records = [
      { id: taken, claim: claims.of(taken), state: 'submitted', partIds: ['p'] },
      { id: refused, claim: claims.of(refused), state: 'rejected', status: 'ESME_RINVDSTADR' },
    ] as const;
    await store.markSubmitted(route, records, nowMs);
    expect(await rowOf(taken)).toMatchObject({ state: 'submitted', reason: null });
    expect(await rowOf(refused)).toMatchObject({ state: 'rejected', reason: 'ESME_RINVDSTADR' });
  });

  test('nothing puts a claimed message that is to be cancelled back into the queue', async () => {
    const [lost, late] = [await claimOne(), await claimOne()];
    await store.cancelMessages([lost, late], nowMs);
    expect(await store.giveBackClaims(route, lease, [claims.of(late)], nowMs)).toBe(1);
    expect(await rowOf(lost)).toMatchObject({ state: 'cancelled', reason: null, finalAtMs: nowMs });
    expect(await store.expireClaims(route, await takeOver(), true, nowMs + 60_000)).toBe(1);
    expect(await rowOf(late)).toMatchObject({ state: 'uncertain' });
    expect(await store.markSubmitted(route, [unsent(late)], nowMs + 60_000)).toEqual([late]);
    expect(await rowOf(late)).toMatchObject({ state: 'cancelled' });
  });

  test('other claims whose answer was lost, or whose time ended, are queued again', async () => {
    const [lost, late] = [await claimOne(), await claimOne()];
    await store.giveBackClaims(route, lease, [claims.of(late)], nowMs);
    await store.expireClaims(route, await takeOver(), true, nowMs + 60_000);
    expect(await rowOf(lost)).toMatchObject({ state: 'queued', reason: null, finalAtMs: null });
    expect(await rowOf(late)).toMatchObject({ state: 'queued', reason: 'answer_lost', finalAtMs: null });
  });

  test('a cancelled message leaves its key to the next one, and stays', async () => {
    const [key, other] = ['key:a', 'key:b'];
    const first = message(1, { deduplicationKey: key });
    const standing = message(2, { deduplicationKey: other });
    await store.appendMessages([first, standing], nowMs);
    expect(await store.readKeyHolders([key, other, 'key:c'])).toEqual(
      new Map([
        [key, first.id],
        [other, standing.id],
      ]),
    );
    await store.cancelMessages([first.id], nowMs);
    expect(await store.readKeyHolders([key])).toEqual(new Map([[key, first.id]]));
    const again = message(1, { deduplicationKey: key });
    const third = message(1, { deduplicationKey: key });
    const repeated = message(2, { deduplicationKey: other });
    expect(await store.appendMessages([again, third, repeated], nowMs)).toEqual([
      { outcome: 'appended', id: again.id },
      { outcome: 'duplicate', id: again.id, state: 'queued' },
      { outcome: 'duplicate', id: standing.id, state: 'queued' },
    ]);
    expect(await store.readKeyHolders([key])).toEqual(new Map([[key, again.id]]));
    expect(await rowOf(first.id)).toMatchObject({ state: 'cancelled' });
  });

  test('a campaign reads page by page, in order, with the state of each', async () => {
    const messages = [1, 2, 3, 4, 5].map((n) => message(n, { campaign: n === 3 ? 'other' : 'spring' }));
    await store.appendMessages(messages, nowMs);
    const [, second] = messages;
    await store.cancelMessages([second?.id ?? ''], nowMs);
    const first = await store.readCampaignPage('spring', 0, 3);
    expect(first).toEqual([
      { id: messages[0]?.id, sequence: expect.any(Number), state: 'queued' },
      { id: messages[1]?.id, sequence: expect.any(Number), state: 'cancelled' },
      { id: messages[3]?.id, sequence: expect.any(Number), state: 'queued' },
    ]);
    const next = await store.readCampaignPage('spring', first.at(-1)?.sequence ?? 0, 3);
    expect(next.map(({ id }) => id)).toEqual([messages[4]?.id]);
    expect(await store.readCampaignPage('spring', next[0]?.sequence ?? 0, 3)).toEqual([]);
  });
});
