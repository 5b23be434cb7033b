import type { NewMessage, ReceiptRecord, SubmitRecord } from '../../../engine/src/delivery/message';
import type { Lease } from '../../../engine/src/delivery/outboxStore';
import type { Store } from '../../../engine/src/store/store';
import { leaseOf, message, nowMs, rememberClaims, route } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

describe.each(stores)('receipts of any form in %s', (_kind, make) => {
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
  const claimOne = async () => (await claim(message(1)))[0] ?? '';
  const submitted = (id: string, ...partIds: string[]): SubmitRecord => ({
    ...{ id, claim: claims.of(id), state: 'submitted', partIds },
  });
  const submit = (id: string, ...partIds: string[]) =>
    store.markSubmitted(route, [submitted(id, ...partIds)], nowMs + 1);
  const anyForm = (partId: string, state: ReceiptRecord['state'] = 'delivered'): ReceiptRecord => ({
    ...{ route, partId, anyForm: true, state, doneAtMs: nowMs + 2 },
    errorCode: state === 'delivered' ? null : '042',
  });
  const receipt = (partId: string): ReceiptRecord => ({ ...anyForm(partId), anyForm: false });
  const reports = async () => (await store.readEvents(['delivery_report'], 0, 1_000)).map(({ messageId }) => messageId);

  test.each([
    ['the same', 'abc1', 'abc1'],
    ['decimal for hexadecimal', '4096', '1000'],
    ['hexadecimal for decimal', 'ffff', '65535'],
  ])('%s: it is matched, and the one id that is known is told', async (_, receiptId, partId) => {
    const id = await claimOne();
    await submit(id, partId);
    expect(await store.markReceipts([receipt('other'), anyForm(receiptId)], nowMs)).toEqual({
      matched: 1,
      unmatched: 1,
      recognised: [{ place: 1, partId }],
    });
    expect(await rowOf(id)).toMatchObject({ state: 'delivered' });
    expect(await reports()).toEqual([id]);
  });

  test.each([
    ['the same', 'abc1', 'abc1'],
    ['decimal for hexadecimal', '4096', '1000'],
    ['hexadecimal for decimal', 'ffff', '65535'],
  ])('%s: it is kept until its segment is known', async (_, receiptId, partId) => {
    const id = await claimOne();
    expect(await store.markReceipts([anyForm(receiptId, 'expired')], nowMs)).toEqual({
      matched: 0,
      unmatched: 1,
      recognised: [],
    });
    expect(await submit(id, partId)).toEqual([id]);
    expect(await rowOf(id)).toMatchObject({ state: 'expired' });
    const later = await claimOne();
    expect(await submit(later, partId)).toEqual([]);
  });

  test('where several segments fit, the id as it is written counts, and nothing is told', async () => {
    const [same, hex, decimal] = [await claimOne(), await claimOne(), await claimOne()];
    await submit(same, '16');
    await submit(hex, '10');
    await submit(decimal, '22');
    expect(await store.markReceipts([anyForm('16')], nowMs)).toEqual({ matched: 1, unmatched: 0, recognised: [] });
    expect(await rowOf(same)).toMatchObject({ state: 'delivered' });
    expect(await rowOf(hex)).toMatchObject({ state: 'submitted' });
    expect(await rowOf(decimal)).toMatchObject({ state: 'submitted' });
  });

  test('nothing is told of one that nothing waited for', async () => {
    const id = await claimOne();
    await submit(id, '1000');
    const told = await store.markReceipts([anyForm('4096'), anyForm('4096')], nowMs);
    expect(told).toEqual({ matched: 2, unmatched: 0, recognised: [{ place: 0, partId: '1000' }] });
    expect(await store.markReceipts([anyForm('4096')], nowMs)).toEqual({ matched: 1, unmatched: 0, recognised: [] });
  });

  test('of two that are kept, each goes to its own segment', async () => {
    const [one, other] = [await claimOne(), await claimOne()];
    await store.markReceipts([anyForm('10'), anyForm('16', 'expired')], nowMs);
    await store.markSubmitted(route, [submitted(one, '10'), submitted(other, '16')], nowMs);
    expect(await rowOf(one)).toMatchObject({ state: 'delivered' });
    expect(await rowOf(other)).toMatchObject({ state: 'expired' });
  });

  test('it is looked for as long as one waits that is a day old', async () => {
    const [first, second] = [await claimOne(), await claimOne()];
    await store.markReceipts([anyForm('4096'), anyForm('4097')], nowMs);
    const submitAt = (id: string, partId: string, atMs: number) =>
      store.markSubmitted(route, [submitted(id, partId)], atMs);
    expect(await submitAt(first, '1000', nowMs + 86_400_000)).toEqual([first]);
    expect(await submitAt(second, '1001', nowMs + 86_400_001)).toEqual([]);
  });

  test('one whose form was known when it was kept goes to no other', async () => {
    const id = await claimOne();
    await store.markReceipts([receipt('4096'), anyForm('5000')], nowMs);
    await submit(id, '1000');
    expect(await rowOf(id)).toMatchObject({ state: 'submitted' });
  });

  test('hundreds in one call, with others among them', async () => {
    const claimed = await claim(...Array.from({ length: 300 }, (_, n) => message(n)));
    const hexIds = claimed.map((_, n) => (0xfffa00 + n).toString(16));
    const records = claimed.map((id, n) => submitted(id, hexIds[n] ?? ''));
    await store.markSubmitted(route, records.slice(0, 200), nowMs);
    const receipts = claimed.map((_, n) => anyForm(String(0xfffa00 + n)));
    const counts = await store.markReceipts([...receipts, ...receipts.slice(0, 5)], nowMs);
    expect(counts).toMatchObject({ matched: 205, unmatched: 100 });
    expect(counts.recognised.map(({ partId }) => partId)).toEqual(expect.arrayContaining(hexIds.slice(0, 200)));
    expect(await store.markSubmitted(route, records.slice(200), nowMs)).toHaveLength(100);
    const rows = [...(await store.readMessages(claimed)).values()];
    expect(rows.filter(({ state }) => state === 'delivered')).toHaveLength(300);
    expect((await reports()).length).toBe(300);
  });
});
