import type { ClaimedMessage, NewMessage, ReceiptRecord } from '../../../engine/src/delivery/message';
import type { Lease } from '../../../engine/src/delivery/outboxStore';
import type { Store } from '../../../engine/src/store/store';
import { claimNew, leaseOf, message, nowMs, rememberClaims, route } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

describe.each(stores)('the outbox in %s: answers and receipts', (_kind, make) => {
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
  const claim = (...messages: readonly NewMessage[]) => claims.claim(store, lease, messages);
  const claimOne = async (change: Partial<NewMessage> = {}) => (await claim(message(1, change)))[0] ?? '';
  const taken = (id: string) => ({ id, claim: claims.of(id) });
  const submit = (id: string, ...partIds: string[]) =>
    store.markSubmitted(route, [{ ...taken(id), state: 'submitted', partIds }], nowMs + 1);
  const receipt = (partId: string, state: ReceiptRecord['state'] = 'delivered'): ReceiptRecord => ({
    route,
    partId,
    anyForm: false,
    state,
    errorCode: state === 'delivered' ? null : '042',
    doneAtMs: nowMs + 2,
  });
  const reports = async () => (await store.readEvents(['delivery_report'], 0, 100)).map(({ messageId }) => messageId);

  test('submitted, then delivered, with one event', async () => {
    const id = await claimOne({ campaign: 'spring' });
    expect(await submit(id, 'p1')).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ state: 'submitted', submittedAtMs: nowMs + 1, finalAtMs: null });
    expect(await store.markReceipts([receipt('p1')], nowMs + 3)).toEqual({ matched: 1, unmatched: 0, recognised: [] });
    expect(await rowOf(id)).toMatchObject({ state: 'delivered', finalAtMs: nowMs + 2, reason: null });
    const events = await store.readEvents(['delivery_report', 'reply_stop'], 0, 100);
    expect(events).toMatchObject([
      { kind: 'delivery_report', messageId: id, state: 'delivered', campaign: 'spring', atMs: nowMs + 3, text: null },
    ]);
    expect(events[0]?.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a repeated receipt changes nothing', async () => {
    const id = await claimOne();
    await submit(id, 'p1');
    await store.markReceipts([receipt('p1'), receipt('p1')], nowMs);
    expect(await store.markReceipts([receipt('p1', 'undelivered')], nowMs)).toEqual({
      matched: 1,
      unmatched: 0,
      recognised: [],
    });
    expect(await rowOf(id)).toMatchObject({ state: 'delivered' });
    expect(await reports()).toEqual([id]);
  });

  test('a message of three segments is delivered with the last', async () => {
    const id = await claimOne({ segments: 3 });
    await submit(id, 'p1', 'p2', 'p3');
    await store.markReceipts([receipt('p3'), receipt('p1')], nowMs);
    expect(await rowOf(id)).toMatchObject({ state: 'submitted' });
    await store.markReceipts([receipt('p3'), receipt('p2')], nowMs);
    expect(await rowOf(id)).toMatchObject({ state: 'delivered' });
    expect(await reports()).toEqual([id]);
  });

  test('all segments in one call of receipts', async () => {
    const id = await claimOne({ segments: 2 });
    await submit(id, 'p1', 'p2');
    expect(await store.markReceipts([receipt('p1'), receipt('p2')], nowMs)).toEqual({
      matched: 2,
      unmatched: 0,
      recognised: [],
    });
    expect(await rowOf(id)).toMatchObject({ state: 'delivered' });
    expect(await reports()).toEqual([id]);
  });

  test('receipts of all kinds in one call', async () => {
    const [short, failed, long] = [await claimOne(), await claimOne(), await claimOne({ segments: 2 })];
    await submit(short, 'p1');
    await submit(failed, 'p2');
    await submit(long, 'p3', 'p4');
    const batch = [receipt('p3'), receipt('p9'), receipt('p2', 'expired'), receipt('p1'), receipt('p4'), receipt('p1')];
    expect(await store.markReceipts(batch, nowMs)).toEqual({ matched: 5, unmatched: 1, recognised: [] });
    expect(await rowOf(short)).toMatchObject({ state: 'delivered', reason: null });
    expect(await rowOf(failed)).toMatchObject({ state: 'expired', reason: '042' });
    expect(await rowOf(long)).toMatchObject({ state: 'delivered' });
    expect((await reports()).sort()).toEqual([short, failed, long].sort());
    const later = await claimOne();
    expect(await submit(later, 'p9')).toEqual([later]);
    expect(await reports()).toHaveLength(4);
  });

  test('it fails with the first segment that fails, and stays so', async () => {
    const id = await claimOne({ segments: 2 });
    await submit(id, 'p1', 'p2');
    await store.markReceipts([receipt('p1', 'undelivered')], nowMs);
    expect(await rowOf(id)).toMatchObject({ state: 'undelivered', reason: '042' });
    await store.markReceipts([receipt('p2')], nowMs);
    expect(await rowOf(id)).toMatchObject({ state: 'undelivered' });
    expect(await reports()).toEqual([id]);
  });

  test('receipts that come before the answer are matched with it', async () => {
    const id = await claimOne({ segments: 2 });
    expect(await store.markReceipts([receipt('p1'), receipt('p2')], nowMs)).toEqual({
      matched: 0,
      unmatched: 2,
      recognised: [],
    });
    expect(await submit(id, 'p1', 'p2')).toEqual([id]);
    expect(await rowOf(id)).toMatchObject({ state: 'delivered', finalAtMs: nowMs + 2 });
    expect(await reports()).toEqual([id]);
  });

  test.each(['claimed', 'uncertain'])(
    'a receipt waits for its %s message as long as the store is away',
    async (state) => {
      const id = await claimOne();
      await store.markReceipts([receipt('p1')], nowMs + 1);
      const laterMs = nowMs + 24 * 3_600_000;
      const next = await leaseOf(store, 'process-b', laterMs);
      if (state === 'uncertain') expect(await store.expireClaims(route, next, false, laterMs)).toBe(1);
      expect(
        await store.markSubmitted(route, [{ ...taken(id), state: 'submitted', partIds: ['p1'] }], laterMs),
      ).toEqual([id]);
      expect(await rowOf(id)).toMatchObject({ state: 'delivered' });
    },
  );

  test('a receipt that came a minute before its message was claimed is for another one', async () => {
    await store.markReceipts([receipt('p1'), receipt('p2')], nowMs - 60_001);
    await store.markReceipts([receipt('p2')], nowMs - 60_000);
    const id = await claimOne({ segments: 2 });
    await submit(id, 'p1', 'p2');
    expect(await rowOf(id)).toMatchObject({ state: 'submitted' });
    await store.markReceipts([receipt('p1')], nowMs);
    expect(await rowOf(id)).toMatchObject({ state: 'delivered' });
  });

  test('one segment early, one late', async () => {
    const id = await claimOne({ segments: 2 });
    await store.markReceipts([receipt('p2')], nowMs);
    expect(await submit(id, 'p1', 'p2')).toEqual([]);
    await store.markReceipts([receipt('p1')], nowMs);
    expect(await rowOf(id)).toMatchObject({ state: 'delivered' });
  });

  test('an early failure is matched too', async () => {
    const id = await claimOne();
    await store.markReceipts([receipt('p1', 'rejected')], nowMs);
    expect(await submit(id, 'p1')).toEqual([id]);
    expect(await rowOf(id)).toMatchObject({ state: 'rejected', reason: '042' });
  });

  test('an id that the operator uses again belongs to the newest message, and no old receipt ends it', async () => {
    const first = await claimOne();
    await submit(first, 'p1');
    await store.markReceipts([receipt('p1'), receipt('p2')], nowMs);
    const laterMs = nowMs + 3_600_000;
    await store.appendMessages([message(2), message(3)], nowMs);
    const newest = await leaseOf(store, 'process-a', laterMs);
    const { claimed } = await store.claimMessages(route, newest, 2, 30_000, laterMs);
    const [second, third] = claimed as [ClaimedMessage, ClaimedMessage];
    await store.markSubmitted(
      route,
      [
        { ...second, state: 'submitted', partIds: ['p1'] },
        { ...third, state: 'submitted', partIds: ['p2'] },
      ],
      laterMs,
    );
    expect(await rowOf(second.id)).toMatchObject({ state: 'submitted' });
    expect(await rowOf(third.id)).toMatchObject({ state: 'submitted' });
    await store.markReceipts([receipt('p1')], laterMs);
    expect(await rowOf(second.id)).toMatchObject({ state: 'delivered' });
  });

  test('two routes may give the same id', async () => {
    const id = await claimOne();
    await submit(id, 'p1');
    expect(await store.markReceipts([{ ...receipt('p1'), route: 'other' }], nowMs)).toEqual({
      matched: 0,
      unmatched: 1,
      recognised: [],
    });
    expect(await rowOf(id)).toMatchObject({ state: 'submitted' });
  });

  test('a rejection is final and told of', async () => {
    const id = await claimOne();
    expect(
      await store.markSubmitted(route, [{ ...taken(id), state: 'rejected', status: 'ESME_RINVDSTADR (0x0b)' }], nowMs),
    ).toEqual([id]);
    expect(await rowOf(id)).toMatchObject({ state: 'rejected', reason: 'ESME_RINVDSTADR (0x0b)', finalAtMs: nowMs });
    expect(await reports()).toEqual([id]);
  });

  test('written and not answered is uncertain; never written goes back into the queue', async () => {
    const [first = '', second = '', third = ''] = await claim(message(1), message(2), message(3));
    await store.markSubmitted(
      route,
      [
        { ...taken(first), state: 'uncertain' },
        { ...taken(second), state: 'queued', notBeforeMs: null, reason: null },
        { ...taken(third), state: 'queued', notBeforeMs: nowMs + 500, reason: null },
      ],
      nowMs,
    );
    expect(await rowOf(first)).toMatchObject({ state: 'uncertain' });
    expect(await rowOf(second)).toMatchObject({ state: 'queued' });
    expect(await rowOf(third)).toMatchObject({ state: 'held' });
    expect(await store.readEvents(['delivery_report'], 0, 10)).toMatchObject([
      { messageId: first, state: 'uncertain' },
    ]);
    const again = await store.claimMessages(route, lease, 10, 30_000, nowMs);
    expect(again.claimed.map(({ id }) => id)).toEqual([second]);
    expect((await store.claimMessages(route, lease, 10, 30_000, nowMs + 500)).claimed.map(({ id }) => id)).toEqual([
      third,
    ]);
  });

  test('hundreds of segments and receipts in one call', async () => {
    const messages = Array.from({ length: 400 }, (_, n) => message(n, { segments: 2 }));
    const claimed = await claimNew(store, lease, messages);
    await store.markSubmitted(
      route,
      claimed.map((each, n) => ({ ...each, state: 'submitted', partIds: [`${n}a`, `${n}b`] })),
      nowMs,
    );
    const receipts = claimed.flatMap((_, n) => [receipt(`${n}b`), receipt(`${n}a`, n % 2 ? 'delivered' : 'expired')]);
    expect(await store.markReceipts(receipts, nowMs)).toEqual({ matched: 800, unmatched: 0, recognised: [] });
    const rows = [...(await store.readMessages(claimed.map(({ id }) => id))).values()];
    expect(rows.filter(({ state }) => state === 'delivered')).toHaveLength(200);
    expect(rows.filter(({ state }) => state === 'expired')).toHaveLength(200);
    expect(new Set(await reports()).size).toBe(100);
    expect(await store.lastEventSequence()).toBeGreaterThanOrEqual(400);
  });
});
