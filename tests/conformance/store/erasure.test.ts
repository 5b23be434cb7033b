import type { Store } from '../../../engine/src/store/store';
import {
  claimNew,
  contactChange,
  fictionNumber,
  grant,
  leaseOf,
  ledgerEntry,
  message,
  nextId,
  nowMs,
  numberKey,
  route,
  subject,
} from './fixtures';
import { stores, type StoreUnderTest } from './stores';

describe.each(stores)('erasure in %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  beforeEach(async () => {
    data = await make();
    store = await data.open();
  });
  afterEach(() => data.remove());

  const rowOf = async (id: string) => (await store.readMessages([id])).get(id);

  test('a person is removed everywhere, and nobody else is', async () => {
    const answers = await store.upsertContacts(
      [contactChange(1, { groups: ['vip'] }), contactChange(2, { groups: ['vip'] })],
      nowMs,
    );
    const [ann, bob] = answers.map(({ contact }) => contact.id) as [string, string];
    await grant(store, ann);
    await store.appendLedger([ledgerEntry(1, ann), ledgerEntry(2, bob)]);
    const [sent] = await claimNew(store, await leaseOf(store), [message(1, { contactId: ann, campaign: 'c' })]);
    const queued = message(1, { contactId: ann, deduplicationKey: 'order-1' });
    const beforeContact = message(1, { state: 'held', notBeforeMs: nowMs + 9 });
    const others = message(2, { contactId: bob });
    await store.appendMessages([queued, beforeContact, others], nowMs);
    const reply = {
      id: nextId(),
      route,
      from: fictionNumber(1),
      numberKey: numberKey(fictionNumber(1)),
      to: '2345',
      text: 'Call me',
      receivedAtMs: nowMs,
      deduplicationKey: 'd',
    };
    await store.appendInbound([reply]);
    await store.appendEvents([
      {
        id: nextId(),
        kind: 'reply_other',
        atMs: nowMs,
        contactId: ann,
        messageId: null,
        inboundId: reply.id,
        state: null,
      },
    ]);
    await store.writeSuppressions([
      { numberKey: subject(1).numberKey, scope: 'marketing', reason: 'erased', sinceMs: nowMs },
    ]);

    expect(await store.eraseSubject(subject(1, ann), nowMs + 5)).toEqual({
      rows: {
        ...{ contacts: 1, contact_groups: 1, consent_states: 1, ledger: 1 },
        ...{ messages: 3, inbound_messages: 1, events: 1 },
      },
      cancelledMessages: [queued.id, beforeContact.id],
    });
    await store.compact();

    expect(await store.readContact(ann)).toBeNull();
    expect((await store.readContact(bob))?.groups).toEqual(['vip']);
    expect((await store.readConsentStates([ann], 'marketing')).size).toBe(0);
    const blank = { contactId: null, number: null, text: null };
    expect(await rowOf(queued.id)).toMatchObject({ ...blank, state: 'cancelled', reason: 'erased' });
    expect(await rowOf(beforeContact.id)).toMatchObject({ ...blank, state: 'cancelled' });
    expect(await rowOf(sent?.id ?? '')).toMatchObject({ ...blank, state: 'claimed' });
    expect(await rowOf(others.id)).toMatchObject({ contactId: bob, number: fictionNumber(2), state: 'queued' });
    expect((await store.readLedger(0, 10)).map(({ contactId, body }) => [contactId, body !== null])).toEqual([
      [null, false],
      [bob, true],
    ]);
    expect(await store.readUnhandledInbound(10)).toEqual([]);
    expect(await store.readEvents(['reply_other'], 0, 10)).toMatchObject([
      { contactId: null, number: null, text: null },
    ]);
    expect((await store.readSuppressions([subject(1).numberKey])).size).toBe(1);
    expect(await store.eraseSubject(subject(1, ann), nowMs + 6)).toEqual({ rows: {}, cancelledMessages: [] });
  });

  test('a message in flight keeps its state up to date', async () => {
    const lease = await leaseOf(store);
    const [sent, unsent] = await claimNew(store, lease, [message(1), message(1)]);
    if (sent === undefined || unsent === undefined) throw new Error('nothing was claimed');
    await store.eraseSubject(subject(1), nowMs);
    await store.markSubmitted(
      route,
      [
        { ...sent, state: 'submitted', partIds: ['p1'] },
        { ...unsent, state: 'queued', notBeforeMs: null, reason: null },
      ],
      nowMs,
    );
    await store.markReceipts(
      [{ route, partId: 'p1', anyForm: false, state: 'delivered', errorCode: null, doneAtMs: nowMs }],
      nowMs,
    );
    expect(await rowOf(sent.id)).toMatchObject({ state: 'delivered', number: null, text: null });
    expect(await rowOf(unsent.id)).toMatchObject({ state: 'cancelled', reason: 'erased' });
    expect(await store.readEvents(['delivery_report'], 0, 10)).toMatchObject([
      { messageId: unsent.id, state: 'cancelled', number: null },
      { messageId: sent.id, state: 'delivered', number: null },
    ]);
  });

  test('an expired claim of an erased person is not sent again', async () => {
    const lease = await leaseOf(store);
    const [sent] = await claimNew(store, lease, [message(1)]);
    await store.eraseSubject(subject(1), nowMs);
    await store.releaseLease(lease);
    await store.expireClaims(route, await leaseOf(store, 'process-b'), true, nowMs);
    expect(await rowOf(sent?.id ?? '')).toMatchObject({ state: 'uncertain' });
  });

  test('by the key of the number alone', async () => {
    await store.upsertContacts([contactChange(3)], nowMs);
    const queued = message(3);
    await store.appendMessages([queued], nowMs);
    const counts = await store.eraseSubject(
      { contactId: null, number: null, numberKey: numberKey(fictionNumber(3)) },
      nowMs,
    );
    expect(counts).toEqual({ rows: { contacts: 1, messages: 1 }, cancelledMessages: [queued.id] });
  });
});
