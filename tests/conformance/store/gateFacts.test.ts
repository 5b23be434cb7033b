import type { Store } from '../../../engine/src/store/store';
import { contactChange, fictionNumber, nextId, nowMs, numberKey } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

describe.each(stores)('facts for the gate in %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  beforeAll(async () => {
    data = await make();
    store = await data.open();
  });
  afterAll(() => data.remove());

  const consentOf = (contactId: string, purpose: 'marketing' | 'service') =>
    ({ contactId, purpose, state: 'granted', byGuardian: false, entryId: nextId(), sinceMs: nowMs }) as const;

  test('each contact with its groups, its consents by purpose, and what suppresses its number', async () => {
    const [ann, bob, eve] = (
      await store.upsertContacts(
        [contactChange(1, { groups: ['vip', 'fair'] }), contactChange(2), contactChange(3)],
        nowMs,
      )
    ).map(({ contact }) => contact);
    if (ann === undefined || bob === undefined || eve === undefined) throw new Error('contacts are missing');
    const [marketing, service] = [consentOf(ann.id, 'marketing'), consentOf(ann.id, 'service')];
    const bobs = consentOf(bob.id, 'service');
    await store.writeConsentStates([marketing, service, bobs]);
    const all = { numberKey: eve.numberKey, scope: 'all', reason: 'complaint', sinceMs: nowMs } as const;
    await store.writeSuppressions([
      all,
      { ...all, scope: 'marketing', reason: 'stop' },
      { ...all, numberKey: numberKey(fictionNumber(9)) },
    ]);
    const wanted = [fictionNumber(1), fictionNumber(2), fictionNumber(3), fictionNumber(9)];
    expect(await store.readGateFacts(wanted, ['marketing', 'service'])).toEqual(
      new Map([
        [
          ann.number,
          {
            contact: { ...ann, groups: ['fair', 'vip'] },
            consents: new Map([
              ['marketing', marketing],
              ['service', service],
            ]),
            suppression: null,
          },
        ],
        [bob.number, { contact: bob, consents: new Map([['service', bobs]]), suppression: null }],
        [eve.number, { contact: eve, consents: new Map(), suppression: all }],
      ]),
    );
    const ofMarketing = await store.readGateFacts([ann.number, bob.number], ['marketing']);
    expect([...ofMarketing.values()].map(({ consents }) => [...consents.keys()])).toEqual([['marketing'], []]);
  });

  test('nobody is asked for, nobody is found', async () => {
    expect(await store.readGateFacts([], ['marketing'])).toEqual(new Map());
    expect(await store.readGateFacts([fictionNumber(8)], ['marketing'])).toEqual(new Map());
  });
});
