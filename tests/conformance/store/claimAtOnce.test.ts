import type { AppendOutcome } from '../../../engine/src/delivery/message';
import type { Lease } from '../../../engine/src/delivery/outboxStore';
import type { Store } from '../../../engine/src/store/store';
import { fictionNumber, grant, leaseOf, message, nextId, nowMs, numberKey, route } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

describe.each(stores)('texts that are claimed as they are appended, in %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  beforeEach(async () => {
    data = await make();
    store = await data.open();
  });
  afterEach(() => data.remove());

  const stateOf = async (id: string) => (await store.readMessages([id])).get(id)?.state;
  const claim = async () => store.claimMessages(route, await leaseOf(store), 100, 30_000, nowMs);
  const atOnce = (lease: Lease, atMs = nowMs) => ({ lease, leaseMs: 30_000, nowMs: atMs });
  /** Which of them were claimed, by the claim in their outcomes. */
  const claimedOf = (outcomes: readonly AppendOutcome[]) =>
    outcomes.map((outcome) => outcome.outcome === 'appended' && outcome.claim !== undefined);

  test('service texts that are queued are claimed by one claim, and all else is not', async () => {
    const contactId = nextId();
    await grant(store, contactId);
    const lease = await leaseOf(store);
    const given = [
      message(1),
      message(2),
      message(3, { purpose: 'marketing', contactId, priority: 1 }),
      message(4, { state: 'held', notBeforeMs: nowMs + 5 }),
      message(5, { route: null, state: 'blocked', reason: 'invalid_number' }),
    ];
    const outcomes = await store.appendMessages(given, nowMs, atOnce(lease));
    expect(claimedOf(outcomes)).toEqual([true, true, false, false, false]);
    const states = await Promise.all(given.map(({ id }) => stateOf(id)));
    expect(states).toEqual(['claimed', 'claimed', 'queued', 'held', 'blocked']);
    const tokens = outcomes.flatMap((outcome) => (outcome.outcome === 'appended' ? (outcome.claim ?? []) : []));
    expect(new Set(tokens).size).toBe(1);
    expect((await claim()).claimed.map(({ id }) => id)).toEqual([given[2]?.id]);
  });

  test('are settled under that claim, and left uncertain by the next holder of the lease', async () => {
    const lease = await leaseOf(store);
    const [sent, open] = [message(1), message(2)];
    const [outcome] = await store.appendMessages([sent, open], nowMs, atOnce(lease));
    const token = outcome?.outcome === 'appended' ? (outcome.claim ?? '') : '';
    await store.markSubmitted(route, [{ id: sent.id, claim: token, state: 'submitted', partIds: ['p1'] }], nowMs);
    expect(await stateOf(sent.id)).toBe('submitted');
    const next = await leaseOf(store, 'process-b', nowMs + 60_000);
    expect(await store.expireClaims(route, next, false, nowMs + 60_000)).toBe(1);
    expect(await stateOf(open.id)).toBe('uncertain');
  });

  test('are given back where the answer to their append was lost', async () => {
    const lease = await leaseOf(store);
    const text = message(1);
    await store.appendMessages([text], nowMs, atOnce(lease));
    expect(await store.giveBackClaims(route, lease, [], nowMs)).toBe(1);
    expect(await stateOf(text.id)).toBe('queued');
  });

  test('a receipt that comes before the outcome is stored counts', async () => {
    const lease = await leaseOf(store);
    const text = message(1);
    const [outcome] = await store.appendMessages([text], nowMs, atOnce(lease));
    const token = outcome?.outcome === 'appended' ? (outcome.claim ?? '') : '';
    const receipt = {
      route,
      partId: 'p1',
      anyForm: false,
      state: 'delivered',
      errorCode: null,
      doneAtMs: 1,
    } as const;
    await store.markReceipts([receipt], nowMs + 1);
    await store.markSubmitted(route, [{ id: text.id, claim: token, state: 'submitted', partIds: ['p1'] }], nowMs + 2);
    expect(await stateOf(text.id)).toBe('delivered');
  });

  test('what the gate would block stays queued, and is blocked by the next claim', async () => {
    const lease = await leaseOf(store);
    const key = numberKey(fictionNumber(1));
    await store.writeSuppressions([{ numberKey: key, scope: 'all', reason: 'complaint', sinceMs: nowMs }]);
    const contactId = nextId();
    const withdrawn = { purpose: 'service', state: 'withdrawn', byGuardian: false, sinceMs: nowMs } as const;
    await store.writeConsentStates([{ ...withdrawn, contactId, entryId: nextId() }]);
    const given = [message(1), message(2, { contactId }), message(3)];
    const outcomes = await store.appendMessages(given, nowMs, atOnce(lease));
    expect(claimedOf(outcomes)).toEqual([false, false, true]);
    expect(await claim()).toEqual({ claimed: [], blocked: 2 });
  });

  test('an owner whose lease went to another claims nothing, and its texts are queued', async () => {
    const old = await leaseOf(store, 'a');
    await leaseOf(store, 'b', nowMs + 60_000);
    const text = message(1);
    const outcomes = await store.appendMessages([text], nowMs, atOnce(old, nowMs + 60_000));
    expect(outcomes).toEqual([{ outcome: 'appended', id: text.id }]);
    expect(await stateOf(text.id)).toBe('queued');
  });

  test('stay queued behind texts of their route that wait, not behind marketing, nor behind other routes', async () => {
    const contactId = nextId();
    await grant(store, contactId);
    const lease = await leaseOf(store);
    await store.appendMessages(
      [message(1, { purpose: 'marketing', contactId, priority: 1 }), message(2, { route: 'other' })],
      nowMs,
    );
    expect(claimedOf(await store.appendMessages([message(3)], nowMs, atOnce(lease)))).toEqual([true]);
    await store.appendMessages([message(4)], nowMs);
    expect(claimedOf(await store.appendMessages([message(5), message(6)], nowMs, atOnce(lease)))).toEqual([
      false,
      false,
    ]);
    await claim();
    expect(claimedOf(await store.appendMessages([message(7)], nowMs, atOnce(lease)))).toEqual([true]);
  });

  test('stay queued behind a held text that is due', async () => {
    const lease = await leaseOf(store);
    const held = message(1, { state: 'held', notBeforeMs: nowMs + 10 });
    await store.appendMessages([held], nowMs);
    expect(claimedOf(await store.appendMessages([message(2)], nowMs, atOnce(lease)))).toEqual([true]);
    expect(claimedOf(await store.appendMessages([message(3)], nowMs, atOnce(lease, nowMs + 10)))).toEqual([false]);
  });

  test('a text that the store cannot hold as it is given is not claimed, but queued as it is stored', async () => {
    const lease = await leaseOf(store);
    const given = message(1, { text: 'a\0b' });
    const [outcome] = await store.appendMessages([given], nowMs, atOnce(lease));
    const claimed = claimedOf(outcome === undefined ? [] : [outcome]);
    const stored = (await store.readMessages([given.id])).get(given.id)?.text;
    expect(claimed).toEqual([stored === given.text]);
  });
});
