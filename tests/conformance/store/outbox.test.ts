import type { Store } from '../../../engine/src/store/store';
import {
  claimNew,
  contactChange,
  fictionNumber,
  grant,
  leaseOf,
  message,
  nextId,
  nowMs,
  numberKey,
  route,
} from './fixtures';
import { stores, type StoreUnderTest } from './stores';

describe.each(stores)('the outbox in %s: accept and claim', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  beforeEach(async () => {
    data = await make();
    store = await data.open();
  });
  afterEach(() => data.remove());

  const stateOf = async (id: string) => (await store.readMessages([id])).get(id)?.state;
  const reports = async () =>
    (await store.readEvents(['delivery_report'], 0, 100)).map(({ messageId, state }) => [messageId, state]);
  const claim = async (limit = 100, atMs = nowMs) =>
    store.claimMessages(route, await leaseOf(store, 'process-a', atMs), limit, 30_000, atMs);

  test('an appended message reads back as it was given', async () => {
    const given = message(1, { campaign: 'spring', contactId: nextId(), consentEntryId: nextId(), segments: 2 });
    expect(await store.appendMessages([given], nowMs)).toEqual([{ outcome: 'appended', id: given.id }]);
    expect((await store.readMessages([given.id, nextId()])).get(given.id)).toEqual({
      id: given.id,
      route,
      campaign: 'spring',
      contactId: given.contactId,
      number: given.number,
      purpose: 'service',
      text: given.text,
      encoding: 'gsm7',
      segments: 2,
      state: 'queued',
      reason: null,
      consentEntryId: given.consentEntryId,
      acceptedAtMs: nowMs,
      submittedAtMs: null,
      finalAtMs: null,
      notBeforeMs: null,
      quietUntilMs: null,
      ground: null,
      numberKey: given.numberKey,
      place: null,
    });
  });

  test('a message held for quiet hours says so, until it goes on; then that it was held', async () => {
    const ground = 'consent FR/marketing/2004-06-22 1790000000000';
    const quiet = { state: 'held', reason: 'quiet_hours', notBeforeMs: nowMs + 500 } as const;
    const held = message(1, { ...quiet, ground, place: 'FR Europe/Paris' });
    await store.appendMessages([held], nowMs);
    const read = async () => (await store.readMessages([held.id])).get(held.id);
    expect(await read()).toMatchObject({ ...quiet, quietUntilMs: nowMs + 500, ground, place: 'FR Europe/Paris' });
    expect((await claim(1, nowMs + 499)).claimed).toEqual([]);
    expect((await claim(1, nowMs + 500)).claimed).toMatchObject([{ id: held.id, place: 'FR Europe/Paris' }]);
    expect(await read()).toMatchObject({
      state: 'claimed',
      reason: null,
      notBeforeMs: null,
      quietUntilMs: nowMs + 500,
    });
  });

  test('a claimed message is held again when it is given back for quiet hours', async () => {
    const lease = await leaseOf(store);
    const [claimed] = await claimNew(store, lease, [message(1, { place: 'FR' })]);
    if (claimed === undefined) throw new Error('nothing was claimed');
    const { id } = claimed;
    const record = { ...claimed, state: 'queued', notBeforeMs: nowMs + 900, reason: 'quiet_hours' } as const;
    expect(await store.markSubmitted(route, [record], nowMs)).toEqual([]);
    const row = (await store.readMessages([id])).get(id);
    expect(row).toMatchObject({ state: 'held', reason: 'quiet_hours', quietUntilMs: nowMs + 900 });
    expect(await store.readNextDue(route, nowMs)).toBe(nowMs + 900);
    const [again] = (await claim(1, nowMs + 900)).claimed;
    expect(again?.id).toBe(id);
    const unsent = { id, claim: again?.claim ?? '', state: 'queued', notBeforeMs: null, reason: null } as const;
    await store.markSubmitted(route, [unsent], nowMs + 900);
    expect((await store.readMessages([id])).get(id)).toMatchObject({ state: 'queued', quietUntilMs: nowMs + 900 });
  });

  test('a deduplication key stands, except that a blocked message gives way', async () => {
    const blocked = message(1, { state: 'blocked', reason: 'no_consent', deduplicationKey: 'k' });
    const queued = message(1, { deduplicationKey: 'k' });
    const third = message(1, { deduplicationKey: 'k', state: 'blocked', reason: 'suppressed' });
    await store.appendMessages([blocked], nowMs);
    expect(await store.appendMessages([queued, third], nowMs)).toEqual([
      { outcome: 'appended', id: queued.id },
      { outcome: 'duplicate', id: queued.id, state: 'queued' },
    ]);
    expect([...(await store.readMessages([blocked.id, queued.id, third.id])).keys()]).toEqual([queued.id]);
    await claim();
    expect(await store.appendMessages([message(1, { deduplicationKey: 'k' })], nowMs)).toEqual([
      { outcome: 'duplicate', id: queued.id, state: 'claimed' },
    ]);
  });

  test('within one call the key stands too', async () => {
    const messages = [
      message(1, { deduplicationKey: 'a', state: 'blocked', reason: 'no_consent' }),
      message(1, { deduplicationKey: 'a' }),
      message(1, { deduplicationKey: 'a' }),
      message(1, { deduplicationKey: 'b' }),
      message(2),
      message(2),
    ];
    const outcomes = await store.appendMessages(messages, nowMs);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'appended',
      'appended',
      'duplicate',
      'appended',
      'appended',
      'appended',
    ]);
    expect(outcomes[2]?.id).toBe(messages[1]?.id);
    expect((await claim()).claimed).toHaveLength(4);
  });

  test('the same key at the same moment is accepted once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => store.appendMessages([message(1, { deduplicationKey: 'once' })], nowMs)),
    );
    expect(outcomes.flat().filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
    expect(new Set(outcomes.flat().map(({ id }) => id)).size).toBe(1);
  });

  test('higher priority goes first, then the oldest; a message is claimed once', async () => {
    const marketing = message(1, { priority: 1 });
    const service = message(2, { priority: 10 });
    const later = message(3, { priority: 10 });
    await store.appendMessages([marketing, service], nowMs);
    await store.appendMessages([later, message(4, { route: 'other' })], nowMs);
    const first = await claim(2);
    expect(first.claimed.map(({ id }) => id)).toEqual([service.id, later.id]);
    expect(first.claimed[0]).toEqual({
      id: service.id,
      claim: expect.any(String),
      number: service.number,
      sender: 'Shop',
      text: service.text,
      encoding: 'gsm7',
      segments: 1,
      purpose: 'service',
      place: null,
    });
    expect((await claim()).claimed.map(({ id }) => id)).toEqual([marketing.id]);
    expect((await claim()).claimed).toEqual([]);
  });

  test('claims at the same moment share the messages out', async () => {
    const messages = Array.from({ length: 60 }, (_, n) => message(n));
    await store.appendMessages(messages, nowMs);
    const lease = await leaseOf(store);
    const claims = await Promise.all(
      Array.from({ length: 6 }, () => store.claimMessages(route, lease, 10, 30_000, nowMs)),
    );
    const claimed = claims.flatMap((one) => one.claimed.map(({ id }) => id));
    expect(claimed).toHaveLength(60);
    expect(new Set(claimed).size).toBe(60);
  });

  test('a held message waits for its time', async () => {
    const held = message(1, { state: 'held', reason: 'quiet_hours', notBeforeMs: nowMs + 1_000 });
    await store.appendMessages([held], nowMs);
    expect((await claim()).claimed).toEqual([]);
    expect(await store.countPending(route, nowMs)).toEqual({ pending: 1, nextDueMs: nowMs + 1_000 });
    expect(await store.readNextDue(route, nowMs)).toBe(nowMs + 1_000);
    expect((await claim(10, nowMs + 1_000)).claimed.map(({ id }) => id)).toEqual([held.id]);
    expect((await store.readMessages([held.id])).get(held.id)?.reason).toBeNull();
  });

  test('the next due time is the earliest of all priorities, or now', async () => {
    expect(await store.readNextDue(route, nowMs)).toBeNull();
    const held = (n: number, priority: number, notBeforeMs: number) =>
      message(n, { state: 'held', priority, notBeforeMs });
    await store.appendMessages([held(1, 10, nowMs + 900), held(2, 1, nowMs + 300), held(3, 5, nowMs + 600)], nowMs);
    expect(await store.readNextDue(route, nowMs)).toBe(nowMs + 300);
    await store.appendMessages([message(4, { priority: 1 })], nowMs);
    expect(await store.readNextDue(route, nowMs)).toBe(nowMs);
  });

  test('many held messages due at once do not delay a service message due with them', async () => {
    const held = Array.from({ length: 50 }, (_, n) =>
      message(n, { state: 'held', reason: 'quiet_hours', notBeforeMs: nowMs, priority: 1 }),
    );
    const service = message(60, { state: 'held', notBeforeMs: nowMs + 5, priority: 10 });
    await store.appendMessages([...held, service], nowMs);
    expect((await claim(1, nowMs + 5)).claimed[0]?.id).toBe(service.id);
    expect((await claim(100, nowMs + 5)).claimed).toHaveLength(50);
  });

  describe('the gate at the claim', () => {
    const marketingTo = async (n: number, granted: boolean) => {
      const [answer] = await store.upsertContacts([contactChange(n)], nowMs);
      const contactId = answer?.contact.id ?? '';
      if (granted) await grant(store, contactId);
      const text = message(n, { purpose: 'marketing', contactId, priority: 1 });
      await store.appendMessages([text], nowMs);
      return { contactId, id: text.id };
    };
    const rowOf = async (id: string) => (await store.readMessages([id])).get(id);

    test('lets marketing with a grant through', async () => {
      const { id } = await marketingTo(1, true);
      expect((await claim()).claimed.map((one) => one.id)).toEqual([id]);
      expect(await reports()).toEqual([]);
    });

    test('blocks marketing to a number suppressed since it was accepted', async () => {
      const { id } = await marketingTo(1, true);
      const key = numberKey(fictionNumber(1));
      await store.writeSuppressions([{ numberKey: key, scope: 'marketing', reason: 'stop', sinceMs: nowMs }]);
      expect(await claim()).toEqual({ claimed: [], blocked: 1 });
      expect(await rowOf(id)).toMatchObject({ state: 'blocked', reason: 'suppressed', finalAtMs: nowMs });
      expect(await reports()).toEqual([[id, 'blocked']]);
    });

    test('blocks marketing whose consent was withdrawn, or is not there', async () => {
      const withdrawn = await marketingTo(1, true);
      const none = await marketingTo(2, false);
      await store.writeConsentStates([
        {
          contactId: withdrawn.contactId,
          purpose: 'marketing',
          state: 'withdrawn',
          byGuardian: false,
          entryId: nextId(),
          sinceMs: nowMs,
        },
      ]);
      expect(await claim()).toEqual({ claimed: [], blocked: 2 });
      expect(await rowOf(withdrawn.id)).toMatchObject({ state: 'blocked', reason: 'withdrawn' });
      expect(await rowOf(none.id)).toMatchObject({ state: 'blocked', reason: 'no_consent' });
    });

    test('blocks service texts whose consent was withdrawn, whatever became of marketing', async () => {
      const [noOffers, noTexts] = [nextId(), nextId()];
      const withdrawn = { state: 'withdrawn', byGuardian: false, sinceMs: nowMs } as const;
      await store.writeConsentStates([
        { ...withdrawn, contactId: noOffers, purpose: 'marketing', entryId: nextId() },
        { ...withdrawn, contactId: noTexts, purpose: 'service', entryId: nextId() },
      ]);
      const [passes, stops] = [message(1, { contactId: noOffers }), message(2, { contactId: noTexts })];
      await store.appendMessages([passes, stops], nowMs);
      const { claimed, blocked } = await claim();
      expect([claimed.map(({ id }) => id), blocked]).toEqual([[passes.id], 1]);
      expect(await rowOf(stops.id)).toMatchObject({ state: 'blocked', reason: 'withdrawn' });
    });

    test('what it let out may be blocked by now', async () => {
      const [granted, other] = [nextId(), nextId()];
      await grant(store, granted);
      await grant(store, other);
      const marketing = message(1, { purpose: 'marketing', contactId: granted });
      const stays = message(2, { purpose: 'marketing', contactId: other });
      const service = message(1);
      const ids = [marketing, stays, service].map(({ id }) => id);
      await claimNew(store, await leaseOf(store), [marketing, stays, service]);
      expect(await store.readBlocked(ids)).toEqual([]);
      await store.writeSuppressions([
        { numberKey: numberKey(fictionNumber(1)), scope: 'marketing', reason: 'stop', sinceMs: nowMs },
      ]);
      expect(await store.readBlocked(ids)).toEqual([marketing.id]);
      expect(await store.readBlocked([])).toEqual([]);
    });

    test('service passes a marketing suppression, and is blocked by one for all', async () => {
      const key = (n: number) => numberKey(fictionNumber(n));
      await store.writeSuppressions([
        { numberKey: key(1), scope: 'marketing', reason: 'stop', sinceMs: nowMs },
        { numberKey: key(2), scope: 'all', reason: 'complaint', sinceMs: nowMs },
      ]);
      const [first, second] = [message(1), message(2)];
      await store.appendMessages([first, second], nowMs);
      const { claimed, blocked } = await claim();
      expect([claimed.map(({ id }) => id), blocked]).toEqual([[first.id], 1]);
      expect(await stateOf(second.id)).toBe('blocked');
    });

    test('the answer to a STOP to all texts passes that STOP, and no other suppression', async () => {
      const [stopped, complained] = [message(1), message(2)];
      const suppressed = { scope: 'all', sinceMs: nowMs } as const;
      await store.writeSuppressions([
        { ...suppressed, numberKey: numberKey(fictionNumber(1)), reason: 'stop' },
        { ...suppressed, numberKey: numberKey(fictionNumber(2)), reason: 'complaint' },
      ]);
      for (const { id, number, numberKey: key } of [stopped, complained]) {
        const reply = { route, from: number ?? '', numberKey: key ?? '', to: '60500', text: 'STOPALL' };
        await store.appendInbound([{ ...reply, id, receivedAtMs: nowMs, deduplicationKey: id }]);
        await store.markInboundAnswered(id, id);
      }
      const other = message(1);
      await store.appendMessages([stopped, complained, other], nowMs);
      expect((await claim()).claimed.map(({ id }) => id)).toEqual([stopped.id]);
      expect([await stateOf(complained.id), await stateOf(other.id)]).toEqual(['blocked', 'blocked']);
    });
  });

  describe('leases', () => {
    test('one owner at a time; the fence grows with every change of owner', async () => {
      const first = await store.takeLease('route', 'a', 1_000, nowMs);
      expect(first).toEqual({ name: 'route', owner: 'a', fence: 1, expiresAtMs: nowMs + 1_000 });
      expect(await store.takeLease('route', 'b', 1_000, nowMs + 999)).toBeNull();
      expect(await store.takeLease('route', 'a', 1_000, nowMs + 500)).toEqual({
        name: 'route',
        owner: 'a',
        fence: 1,
        expiresAtMs: nowMs + 1_500,
      });
      const second = await store.takeLease('route', 'b', 1_000, nowMs + 1_500);
      expect(second?.fence).toBe(2);
      if (first !== null) await store.releaseLease(first);
      expect(await store.takeLease('route', 'a', 1_000, nowMs + 1_600)).toBeNull();
      if (second !== null) await store.releaseLease(second);
      expect((await store.takeLease('route', 'a', 1_000, nowMs + 1_600))?.fence).toBe(3);
    });

    test('leases are listed by the beginning of their names, with the time in the store', async () => {
      const names = ['route:a:slot:0', 'route:a:slot:1', 'route:ab:slot:0', 'route:b:slot:0'];
      for (const name of names) await store.takeLease(name, 'a', 1_000, nowMs);
      const { leases, atMs } = await store.readLeases('route:a:', nowMs);
      expect(leases.map(({ name }) => name).sort()).toEqual(names.slice(0, 2));
      expect(leases[0]).toEqual({ name: expect.any(String), owner: 'a', fence: 1, expiresAtMs: nowMs + 1_000 });
      expect((await store.readLeases('route:c:', nowMs)).leases).toEqual([]);
      expect(Math.abs(atMs - (store.kind === 'postgres' ? Date.now() : nowMs))).toBeLessThan(60_000);
    });

    test('a lease from before the clock was set back counts as ended', async () => {
      await store.takeLease('route', 'a', 1_000, nowMs + 3_600_000);
      expect((await store.takeLease('route', 'b', 1_000, nowMs))?.fence).toBe(2);
    });

    test('an owner whose lease went to another claims nothing', async () => {
      await store.appendMessages([message(1)], nowMs);
      const old = await leaseOf(store, 'a');
      await leaseOf(store, 'b', nowMs + 60_000);
      expect(await store.claimMessages(route, old, 10, 30_000, nowMs + 60_000)).toEqual({ claimed: [], blocked: 0 });
    });
  });

  test('cancel takes what has not left', async () => {
    const lease = await leaseOf(store);
    const [claimed] = await claimNew(store, lease, [message(1)]);
    const queued = message(2);
    const held = message(3, { state: 'held', notBeforeMs: nowMs + 9 });
    await store.appendMessages([queued, held], nowMs);
    expect(await store.cancelMessages([claimed?.id ?? '', queued.id, held.id], nowMs)).toBe(2);
    expect(await stateOf(queued.id)).toBe('cancelled');
    expect(await stateOf(claimed?.id ?? '')).toBe('claimed');
    expect(await reports()).toEqual([
      [queued.id, 'cancelled'],
      [held.id, 'cancelled'],
    ]);
    expect(await store.cancelMessages([queued.id, held.id], nowMs)).toBe(0);
    expect(await reports()).toHaveLength(2);
  });

  test('counts of a campaign and of a route', async () => {
    expect(await store.countPending(route, nowMs)).toEqual({ pending: 0, nextDueMs: null });
    expect(await store.countCampaign('spring')).toEqual({
      byState: {},
      byReason: {},
      segments: 0,
      firstAcceptedAtMs: null,
      lastChangedAtMs: null,
    });
    await store.appendMessages(
      [
        message(1, { campaign: 'spring', segments: 2 }),
        message(2, { campaign: 'spring' }),
        message(3, { campaign: 'spring', state: 'held', reason: 'quiet_hours', notBeforeMs: nowMs + 5 }),
        message(4, { campaign: 'spring', route: null, state: 'blocked', reason: 'no_consent' }),
        message(5, { campaign: 'spring', route: null, state: 'blocked', reason: 'suppressed' }),
        message(6, { campaign: 'other' }),
      ],
      nowMs,
    );
    await claim(1, nowMs + 2);
    expect(await store.countCampaign('spring')).toEqual({
      byState: { claimed: 1, queued: 1, held: 1, blocked: 2 },
      byReason: { no_consent: 1, suppressed: 1 },
      segments: 4,
      firstAcceptedAtMs: nowMs,
      lastChangedAtMs: nowMs + 2,
    });
    expect(await store.countPending(route, nowMs)).toEqual({ pending: 4, nextDueMs: nowMs });
  });
});
