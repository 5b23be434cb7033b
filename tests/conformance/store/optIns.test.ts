import type { Contact } from '../../../engine/src/contacts/contact';
import type { OptInRequest } from '../../../engine/src/compliance/optInStore';
import type { Store } from '../../../engine/src/store/store';
import { claimNew, contactChange, fictionNumber, leaseOf, message, nextId, nowMs, numberKey, route } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

const request = (n: number, change: Partial<OptInRequest> = {}): OptInRequest => ({
  id: nextId(),
  contactId: nextId(),
  numberKey: numberKey(fictionNumber(n)),
  purpose: 'marketing',
  confirmBy: 'code',
  codeHash: 'ab'.repeat(32),
  messageId: nextId(),
  requestEntryId: nextId(),
  confirmEntryId: null,
  state: 'pending',
  wrongTries: 0,
  requestedAtMs: nowMs,
  expiresAtMs: nowMs + 1_000,
  ...change,
});

describe.each(stores)('double opt-ins in %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  beforeEach(async () => {
    data = await make();
    store = await data.open();
  });
  afterEach(() => data.remove());

  test('requests of a number come back in order, as they were last written', async () => {
    const [second, first, other] = [request(1, { requestedAtMs: nowMs + 5 }), request(1), request(2)];
    await store.writeOptInRequests([second, first, other]);
    const settled = { ...first, state: 'confirmed', wrongTries: 2, confirmEntryId: nextId() } as const;
    await store.writeOptInRequests([settled]);
    expect(await store.readOptInRequests(first.numberKey, nowMs - 1)).toEqual([settled, second]);
    expect(await store.readOptInRequests(first.numberKey, nowMs)).toEqual([second]);
  });

  test('a link is kept as it was first written, until its person is erased', async () => {
    const [upserted] = await store.upsertContacts([contactChange(1)], nowMs);
    const contact = upserted?.contact as Contact;
    await store.writeWithdrawalLinks([{ token: 'one', contactId: contact.id }], nowMs);
    await store.writeWithdrawalLinks([{ token: 'one', contactId: nextId() }], nowMs);
    expect(await store.readWithdrawalLink('one')).toBe(contact.id);
    expect(await store.readWithdrawalLink('two')).toBeNull();
    await store.eraseSubject({ contactId: contact.id, number: contact.number, numberKey: contact.numberKey }, nowMs);
    expect(await store.readWithdrawalLink('one')).toBeNull();
  });

  test('a text is blanked once it left, and not while it waits', async () => {
    const [left, waiting] = [message(1), message(2)];
    const lease = await leaseOf(store);
    const claimed = await claimNew(store, lease, [left]);
    const records = claimed.map((each) => ({ ...each, state: 'submitted' as const, partIds: ['1'] }));
    await store.markSubmitted(route, records, nowMs);
    await store.appendMessages([waiting], nowMs);
    await store.blankMessageTexts([left.id, waiting.id]);
    const rows = await store.readMessages([left.id, waiting.id]);
    expect([rows.get(left.id)?.text, rows.get(waiting.id)?.text]).toEqual([null, waiting.text]);
  });
});
