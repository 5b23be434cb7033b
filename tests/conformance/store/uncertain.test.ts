import type { NewMessage } from '../../../engine/src/delivery/message';
import type { Lease } from '../../../engine/src/delivery/outboxStore';
import type { Settlement } from '../../../engine/src/delivery/uncertainStore';
import type { Store } from '../../../engine/src/store/store';
import { claimNew, fictionNumber, leaseOf, message, nowMs, numberKey, route } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

describe.each(stores)('uncertain messages in %s', (_kind, make) => {
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
  const readIds = async (campaign: string | null, limit = 10) =>
    (await store.readUncertain(campaign, limit)).map(({ id }) => id);

  const claims = new Map<string, string>();

  async function leave(n: number, change: Partial<NewMessage> = {}): Promise<string> {
    const [claimed] = await claimNew(store, lease, [message(n, change)]);
    const { id, claim } = claimed ?? { id: '', claim: '' };
    claims.set(id, claim);
    await store.markSubmitted(route, [{ id, claim, state: 'uncertain' }], nowMs + n);
    return id;
  }

  test('are listed in the order in which they were accepted, with where and since when', async () => {
    const [spring, other] = [await leave(1, { campaign: 'spring' }), await leave(2, { campaign: 'other' })];
    const last = await leave(3);
    await store.appendMessages([message(4, { campaign: 'spring' })], nowMs);
    expect(await store.readUncertain('spring', 10)).toEqual([
      { id: spring, campaign: 'spring', route, number: fictionNumber(1), sinceMs: nowMs + 1 },
    ]);
    expect(await readIds(null)).toEqual([spring, other, last]);
    expect(await readIds(null, 2)).toEqual([spring, other]);
    expect(await readIds('autumn')).toEqual([]);
  });

  test.each<[Settlement, object]>([
    ['submitted', { state: 'submitted', reason: 'settled', submittedAtMs: nowMs + 9, finalAtMs: null }],
    ['undelivered', { state: 'undelivered', reason: 'settled', submittedAtMs: null, finalAtMs: nowMs + 9 }],
    ['queued', { state: 'queued', reason: null, submittedAtMs: null, finalAtMs: null }],
  ])('settled as %s, nothing that comes late changes them', async (settlement, row) => {
    const id = await leave(1);
    const waiting = message(2);
    await store.appendMessages([waiting], nowMs);
    expect(await store.settleUncertain([id, waiting.id], settlement, nowMs + 9)).toEqual([id]);
    expect(await rowOf(id)).toMatchObject(row);
    expect(await store.settleUncertain([id], 'undelivered', nowMs + 10)).toEqual([]);
    const late = { id, claim: claims.get(id) ?? '', state: 'rejected', status: 'late' } as const;
    await store.markSubmitted(route, [late], nowMs + 11);
    expect(await rowOf(id)).toMatchObject(row);
    expect(await rowOf(waiting.id)).toMatchObject({ state: 'queued' });
  });

  test('what is queued is claimed again, past the gate', async () => {
    const [sendable, stopped] = [await leave(1), await leave(2)];
    await store.settleUncertain([sendable, stopped], 'queued', nowMs + 9);
    await store.writeSuppressions([
      { numberKey: numberKey(fictionNumber(2)), scope: 'all', reason: 'stop', sinceMs: nowMs },
    ]);
    const { claimed, blocked } = await store.claimMessages(route, lease, 10, 30_000, nowMs + 9);
    expect([claimed.map(({ id }) => id), blocked]).toEqual([[sendable], 1]);
    expect(await rowOf(stopped)).toMatchObject({ state: 'blocked', reason: 'suppressed' });
  });

  test('one whose person was erased is not queued, and can still be settled', async () => {
    const id = await leave(1);
    const key = numberKey(fictionNumber(1));
    await store.transaction((repositories) =>
      repositories.eraseSubject({ contactId: null, number: fictionNumber(1), numberKey: key }, nowMs),
    );
    expect(await store.readUncertain(null, 10)).toMatchObject([{ id, number: null }]);
    expect(await store.settleUncertain([id], 'queued', nowMs)).toEqual([]);
    expect(await store.settleUncertain([id], 'undelivered', nowMs)).toEqual([id]);
  });
});
