import type { ClaimedMessage, NewMessage } from '../../../engine/src/delivery/message';
import type { Lease } from '../../../engine/src/delivery/outboxStore';
import { openStore } from '../../../engine/src/store/openStore';
import type { Store } from '../../../engine/src/store/store';
import { leaseOf, message, nowMs, numberKey, fictionNumber, route, subject } from './fixtures';
import { ports, stores, testOnly, type StoreUnderTest } from './stores';

const leaseMs = 30_000;
const tenMinutesMs = 600_000;

describe.each(stores)('claims in %s', (kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  let lease: Lease;
  /** The store's own time: a PostgreSQL's does not follow a test. */
  let atMs: number;
  beforeEach(async () => {
    data = await make();
    store = await data.open();
    ({ atMs } = await store.readLeases('route', nowMs));
    lease = await leaseOf(store, 'process-a', atMs);
  });
  afterEach(() => data.remove());

  const stateOf = async (id: string) => (await store.readMessages([id])).get(id)?.state;
  const reports = async () =>
    (await store.readEvents(['delivery_report'], 0, 100)).map(({ messageId, state }) => [messageId, state]);

  async function claimUnder(under: Lease, forMs: number, change: Partial<NewMessage> = {}): Promise<ClaimedMessage> {
    await store.appendMessages([message(1, change)], atMs);
    const [claimed] = (await store.claimMessages(route, under, 1, forMs, atMs)).claimed;
    if (claimed === undefined) throw new Error('nothing was claimed');
    return claimed;
  }

  async function otherLease(owner = 'process-b'): Promise<Lease> {
    const other = await store.takeLease('other slot', owner, leaseMs, atMs);
    if (other === null) throw new Error('the lease is held');
    return other;
  }

  /** Another process takes this process's slot. */
  async function takeOver(): Promise<Lease> {
    await store.releaseLease(lease);
    return leaseOf(store, 'process-b', atMs);
  }

  describe('an outcome', () => {
    const unsent = { state: 'queued', notBeforeMs: null, reason: null } as const;

    test('of an earlier claim under the same lease does not touch what is in flight', async () => {
      const { id, claim } = await claimUnder(lease, leaseMs);
      await store.markSubmitted(route, [{ id, claim, ...unsent }], atMs);
      const [again] = (await store.claimMessages(route, lease, 1, leaseMs, atMs)).claimed;
      expect(again?.id).toBe(id);
      expect(again?.claim).not.toBe(claim);
      const rejected = { state: 'rejected', status: 'x' } as const;
      const submitted = { state: 'submitted', partIds: ['p1'] } as const;
      for (const outcome of [unsent, rejected, submitted, { state: 'uncertain' } as const]) {
        expect(await store.markSubmitted(route, [{ id, claim, ...outcome }], atMs)).toEqual([]);
        expect(await stateOf(id)).toBe('claimed');
      }
      expect(await reports()).toEqual([]);
    });

    test('of an earlier claim does not keep that of the present one from being stored with it', async () => {
      const { id, claim } = await claimUnder(lease, leaseMs);
      await store.markSubmitted(route, [{ id, claim, ...unsent }], atMs);
      const [again] = (await store.claimMessages(route, lease, 1, leaseMs, atMs)).claimed;
      const present = { id, claim: again?.claim ?? '', state: 'rejected', status: 'x' } as const;
      expect(await store.markSubmitted(route, [{ id, claim, ...unsent }, present], atMs)).toEqual([id]);
      expect(await stateOf(id)).toBe('rejected');
    });

    test('that is stored twice is told of once', async () => {
      const first = await claimUnder(lease, leaseMs);
      const second = await claimUnder(lease, leaseMs);
      const records = [
        { ...first, state: 'uncertain' },
        { ...second, state: 'rejected', status: 'x' },
      ] as const;
      await store.markSubmitted(route, records, atMs);
      await store.markSubmitted(route, records, atMs);
      expect(await reports()).toEqual([
        [first.id, 'uncertain'],
        [second.id, 'rejected'],
      ]);
    });

    test('that was uncertain when it was told of stays so in that report', async () => {
      const { id, claim } = await claimUnder(lease, leaseMs);
      await store.markSubmitted(route, [{ id, claim, state: 'uncertain' }], atMs);
      await store.markSubmitted(route, [{ id, claim, state: 'rejected', status: 'x' }], atMs);
      expect(await reports()).toEqual([
        [id, 'uncertain'],
        [id, 'rejected'],
      ]);
    });
  });

  describe('an answer that was lost, on a route that resends,', () => {
    const lost = { state: 'uncertain', resend: true } as const;

    test('queues its message once more, untold; lost again, it is uncertain', async () => {
      const { id, claim } = await claimUnder(lease, leaseMs);
      expect(await store.markSubmitted(route, [{ id, claim, ...lost }], atMs)).toEqual([]);
      expect(await stateOf(id)).toBe('queued');
      expect(await reports()).toEqual([]);
      // An answer to what was sent first comes too late.
      await store.markSubmitted(route, [{ id, claim, state: 'rejected', status: 'x' }], atMs);
      const [again] = (await store.claimMessages(route, lease, 1, leaseMs, atMs)).claimed;
      expect(again?.id).toBe(id);
      await store.markSubmitted(route, [{ id, claim: again?.claim ?? '', ...lost }], atMs);
      expect(await stateOf(id)).toBe('uncertain');
      expect(await reports()).toEqual([[id, 'uncertain']]);
    });

    test('counts as lost once, too, where it was given back in between, and where a sender died', async () => {
      const { id, claim } = await claimUnder(lease, leaseMs);
      await store.markSubmitted(route, [{ id, claim, ...lost }], atMs);
      const [second] = (await store.claimMessages(route, lease, 1, leaseMs, atMs)).claimed;
      const unsent = { state: 'queued', notBeforeMs: null, reason: null } as const;
      await store.markSubmitted(route, [{ id, claim: second?.claim ?? '', ...unsent }], atMs);
      await store.claimMessages(route, lease, 1, leaseMs, atMs);
      expect(await store.expireClaims(route, await takeOver(), true, atMs)).toBe(1);
      expect(await stateOf(id)).toBe('uncertain');
    });

    /** A message that is queued because its answer was lost. */
    async function lostOnce(): Promise<string> {
      const { id, claim } = await claimUnder(lease, leaseMs, { deduplicationKey: 'order-1' });
      await store.markSubmitted(route, [{ id, claim, ...lost }], atMs);
      expect(await stateOf(id)).toBe('queued');
      return id;
    }

    test('counts as lost once, too, where it was held for quiet hours in between', async () => {
      const id = await lostOnce();
      const [second] = (await store.claimMessages(route, lease, 1, leaseMs, atMs)).claimed;
      const held = { state: 'queued', notBeforeMs: atMs + 1, reason: 'quiet_hours' } as const;
      await store.markSubmitted(route, [{ id, claim: second?.claim ?? '', ...held }], atMs);
      const [third] = (await store.claimMessages(route, lease, 1, leaseMs, atMs + 1)).claimed;
      await store.markSubmitted(route, [{ id, claim: third?.claim ?? '', ...lost }], atMs + 1);
      expect(await stateOf(id)).toBe('uncertain');
    });

    test.each<[string, (id: string) => Promise<unknown>]>([
      ['cancelled', (id) => store.cancelMessages([id], atMs)],
      [
        'blocked',
        async () => {
          const blocked = { numberKey: numberKey(fictionNumber(1)), scope: 'all', reason: 'complaint' } as const;
          await store.writeSuppressions([{ ...blocked, sinceMs: atMs }]);
          expect(await store.claimMessages(route, lease, 1, leaseMs, atMs)).toEqual({ claimed: [], blocked: 1 });
        },
      ],
    ])('is uncertain where its message is %s before it goes out again, and keeps its key', async (_, end) => {
      const id = await lostOnce();
      await end(id);
      expect(await stateOf(id)).toBe('uncertain');
      expect(await reports()).toEqual([[id, 'uncertain']]);
      const [again] = await store.appendMessages([message(1, { deduplicationKey: 'order-1' })], atMs);
      expect(again).toEqual({ outcome: 'duplicate', id, state: 'uncertain' });
    });

    test('leaves what is to be cancelled, and what is of an erased person, uncertain', async () => {
      const cancelled = await claimUnder(lease, leaseMs);
      await store.cancelMessages([cancelled.id], atMs);
      await store.markSubmitted(route, [{ id: cancelled.id, claim: cancelled.claim, ...lost }], atMs);
      const erased = await claimUnder(lease, leaseMs);
      await store.eraseSubject(subject(1), atMs);
      await store.markSubmitted(route, [{ id: erased.id, claim: erased.claim, ...lost }], atMs);
      expect([await stateOf(cancelled.id), await stateOf(erased.id)]).toEqual(['uncertain', 'uncertain']);
    });
  });

  describe('given up', () => {
    test('at once under an older fence; not under the present one', async () => {
      const { id, claim } = await claimUnder(lease, leaseMs);
      expect(await store.expireClaims(route, lease, false, atMs)).toBe(0);
      const next = await takeOver();
      expect(await store.expireClaims(route, next, false, atMs)).toBe(1);
      expect(await stateOf(id)).toBe('uncertain');
      expect(await reports()).toEqual([[id, 'uncertain']]);
      expect(await store.expireClaims(route, next, false, atMs)).toBe(0);
      await store.markSubmitted(route, [{ id, claim, state: 'submitted', partIds: ['p1'] }], atMs);
      expect(await stateOf(id)).toBe('submitted');
    });

    test('never by one whose lease has gone to another', async () => {
      const next = await takeOver();
      const { id } = await claimUnder(next, leaseMs);
      expect(await store.expireClaims(route, lease, true, atMs)).toBe(0);
      expect(await stateOf(id)).toBe('claimed');
    });

    test('where the route resends, it is queued again, untold, and its old sender is ignored', async () => {
      const { id, claim } = await claimUnder(lease, leaseMs);
      expect(await store.expireClaims(route, await takeOver(), true, atMs)).toBe(1);
      expect(await stateOf(id)).toBe('queued');
      expect(await store.markSubmitted(route, [{ id, claim, state: 'rejected', status: 'x' }], atMs)).toEqual([]);
      expect(await stateOf(id)).toBe('queued');
      expect(await reports()).toEqual([]);
    });

    test('by time, once nobody holds the other lease that it was made under', async () => {
      const other = await otherLease();
      const { id } = await claimUnder(other, 0);
      const lasting = await claimUnder(other, tenMinutesMs);
      expect(await store.expireClaims(route, lease, false, atMs)).toBe(0);
      await store.releaseLease(other);
      expect(await store.expireClaims(route, lease, false, atMs)).toBe(1);
      expect([await stateOf(id), await stateOf(lasting.id)]).toEqual(['uncertain', 'claimed']);
    });

    test('not by time while another process lives, though the number of its claim is all digits', async () => {
      const zeros = { bytes: (count: number) => Buffer.alloc(count), fraction: () => 0 };
      const numbered = await openStore(data.location, { ...ports, random: zeros });
      const other = await otherLease();
      const text = message(1);
      await numbered.appendMessages([text], atMs);
      const [claimed] = (await numbered.claimMessages(route, other, 1, 0, atMs)).claimed;
      await numbered.close();
      expect(claimed?.claim).toMatch(/#\d{12}$/);
      expect(await store.expireClaims(route, lease, false, atMs)).toBe(0);
      expect(await stateOf(text.id)).toBe('claimed');
    });

    test('by time, when the other lease went to a third', async () => {
      const other = await otherLease();
      const { id } = await claimUnder(other, 0);
      await store.releaseLease(other);
      await otherLease('process-c');
      expect(await store.expireClaims(route, lease, false, atMs)).toBe(1);
      expect(await stateOf(id)).toBe('uncertain');
    });

    test('never by time under the own lease, living or not: its holder knows of it', async () => {
      const { id } = await claimUnder(lease, 0);
      expect(await store.expireClaims(route, lease, true, atMs)).toBe(0);
      await store.releaseLease(lease);
      expect(await store.expireClaims(route, lease, true, atMs)).toBe(0);
      expect(await stateOf(id)).toBe('claimed');
    });
  });

  const onPostgres = testOnly('postgres', kind);

  onPostgres('a machine whose clock is ahead takes no claim of another before its time', async () => {
    const other = await otherLease();
    const { id } = await claimUnder(other, tenMinutesMs);
    await store.releaseLease(other);
    const wrongMs = atMs + tenMinutesMs + 1_000;
    expect(await store.expireClaims(route, lease, true, wrongMs)).toBe(0);
    expect(await stateOf(id)).toBe('claimed');
  });

  describe('given back', () => {
    test('what its holder does not know of; not what it does, nor what others claimed', async () => {
      const [known, unknown, foreign] = [
        await claimUnder(lease, leaseMs),
        await claimUnder(lease, leaseMs),
        await claimUnder(await otherLease(), leaseMs),
      ];
      const states = async () => [await stateOf(known.id), await stateOf(unknown.id), await stateOf(foreign.id)];
      expect(await store.giveBackClaims(route, lease, [known.claim], atMs)).toBe(1);
      expect(await states()).toEqual(['claimed', 'queued', 'claimed']);
      expect(await store.giveBackClaims(route, lease, [], atMs)).toBe(1);
      expect(await states()).toEqual(['queued', 'queued', 'claimed']);
      expect(await reports()).toEqual([]);
    });

    test('a message claimed again by a claim whose answer was lost, though an earlier claim of it is known', async () => {
      const { id, claim } = await claimUnder(lease, leaseMs);
      await store.markSubmitted(route, [{ id, claim, state: 'queued', notBeforeMs: null, reason: null }], atMs);
      await store.claimMessages(route, lease, 1, leaseMs, atMs);
      expect(await store.giveBackClaims(route, lease, [claim], atMs)).toBe(1);
      expect(await stateOf(id)).toBe('queued');
    });

    test('to an erased person: cancelled, and told of', async () => {
      const { id } = await claimUnder(lease, leaseMs);
      await store.eraseSubject({ contactId: null, number: null, numberKey: numberKey(fictionNumber(1)) }, atMs);
      expect(await store.giveBackClaims(route, lease, [], atMs)).toBe(1);
      expect((await store.readMessages([id])).get(id)).toMatchObject({
        state: 'cancelled',
        reason: 'erased',
        finalAtMs: atMs,
      });
      expect(await reports()).toEqual([[id, 'cancelled']]);
    });
  });
});
