import type { Store } from '../../../engine/src/store/store';
import { contactChange, fictionNumber, nowMs } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

describe.each(stores)('contacts in %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  beforeAll(async () => {
    data = await make();
    store = await data.open();
  });
  afterAll(() => data.remove());

  test('an upsert creates once and then merges: absent fields stay, attributes merge, groups add up', async () => {
    const first = contactChange(1, {
      firstName: 'Ann',
      email: 'Ann@Example.com',
      attributes: { city: 'Leeds', orders: 2 },
      groups: ['vip'],
    });
    const [created] = await store.upsertContacts([first], nowMs);
    expect(created?.created).toBe(true);
    const [merged] = await store.upsertContacts(
      [contactChange(1, { lastName: 'Żak', attributes: { orders: 3 }, groups: ['fair', 'vip'] })],
      nowMs + 5,
    );
    expect(merged).toEqual({
      created: false,
      contact: {
        id: first.id,
        number: first.number,
        numberKey: first.numberKey,
        firstName: 'Ann',
        lastName: 'Żak',
        email: 'Ann@Example.com',
        language: null,
        country: null,
        birthDate: null,
        attributes: { city: 'Leeds', orders: 3 },
        groups: ['fair', 'vip'],
        createdAtMs: nowMs,
        updatedAtMs: nowMs + 5,
      },
    });
    expect(await store.readContact(first.id)).toEqual(merged?.contact);
  });

  test('one call takes a number twice, in order', async () => {
    const answers = await store.upsertContacts(
      [contactChange(2, { firstName: 'A' }), contactChange(3), contactChange(2, { lastName: 'B', groups: ['g'] })],
      nowMs,
    );
    expect(answers.map(({ created }) => created)).toEqual([true, true, false]);
    expect(answers[0]?.contact).toMatchObject({ firstName: 'A', lastName: null, groups: [] });
    expect(answers[2]?.contact).toMatchObject({ firstName: 'A', lastName: 'B', groups: ['g'] });
    expect(answers[2]?.contact.id).toBe(answers[0]?.contact.id);
    const found = await store.readContactsByNumber([fictionNumber(2), fictionNumber(3), fictionNumber(4)]);
    expect([...found.keys()].sort()).toEqual([fictionNumber(2), fictionNumber(3)]);
    expect(found.get(fictionNumber(2))).toEqual(answers[2]?.contact);
  });

  test('upserts of one number at the same time create one contact', async () => {
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((group) => store.upsertContacts([contactChange(5, { groups: [group] })], nowMs)),
    );
    expect(answers.filter(([answer]) => answer?.created)).toHaveLength(1);
    expect(new Set(answers.map(([answer]) => answer?.contact.id)).size).toBe(1);
    const contact = (await store.readContactsByNumber([fictionNumber(5)])).get(fictionNumber(5));
    expect(contact?.groups).toEqual(['a', 'b', 'c', 'd']);
  });

  test('e-mail addresses are found in any case, also shared ones', async () => {
    await store.upsertContacts(
      [contactChange(6, { email: 'Żółw@example.com' }), contactChange(7, { email: 'żółw@EXAMPLE.com' })],
      nowMs,
    );
    expect(await store.readContactsByEmail('ŻÓŁW@example.COM')).toHaveLength(2);
    expect(await store.readContactsByEmail('nobody@example.com')).toEqual([]);
  });

  test('a thousand contacts in one call', async () => {
    const changes = Array.from({ length: 1_000 }, (_, n) => contactChange(n, { groups: ['all', `g${n % 10}`] }));
    const answers = await store.upsertContacts(changes, nowMs);
    expect(answers).toHaveLength(1_000);
    const found = await store.readContactsByNumber(changes.map(({ number }) => number));
    expect(found.size).toBe(1_000);
    expect(found.get(fictionNumber(999))?.groups).toEqual(['all', 'g9']);
  });

  test('nothing asked, nothing done', async () => {
    expect(await store.upsertContacts([], nowMs)).toEqual([]);
    expect(await store.readContactsByNumber([])).toEqual(new Map());
    expect(await store.readContact('00000000-0000-7000-8000-000000000000')).toBeNull();
  });

  test('what was written is there when the store is opened again', async () => {
    const again = await data.open();
    expect((await again.readContactsByNumber([fictionNumber(1)])).get(fictionNumber(1))?.firstName).toBe('Ann');
  });
});
