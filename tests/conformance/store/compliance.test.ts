import type { Store } from '../../../engine/src/store/store';
import { contactChange, fictionNumber, ledgerEntry, nextId, nowMs, numberKey } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

describe.each(stores)('ledger and suppressions in %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  beforeAll(async () => {
    data = await make();
    store = await data.open();
  });
  afterAll(() => data.remove());

  test('the ledger grows from its head and reads back in pages', async () => {
    expect(await store.lockLedgerHead()).toBeNull();
    const contactId = nextId();
    const entries = [1, 2, 3].map((sequence) => ledgerEntry(sequence, contactId));
    await store.appendLedger(entries);
    await store.appendLedger([ledgerEntry(4, nextId())]);
    expect(await store.lockLedgerHead()).toEqual({ sequence: 4, hash: '4'.padStart(64, '0') });
    expect(await store.readLedger(0, 2)).toEqual(entries.slice(0, 2));
    expect((await store.readLedger(2, 100)).map(({ sequence }) => sequence)).toEqual([3, 4]);
    expect(await store.readLedgerOfContact(contactId)).toEqual(entries);
    expect(await store.readLedgerEntry(entries[1]?.id ?? '')).toEqual(entries[1]);
    expect(await store.readLedgerEntry(nextId())).toBeNull();
  });

  test('appends at the same time queue up behind the head', async () => {
    const append = () =>
      store.transaction(async (repositories) => {
        const head = await repositories.lockLedgerHead();
        await repositories.appendLedger([ledgerEntry((head?.sequence ?? 0) + 1, nextId())]);
      });
    const before = (await store.lockLedgerHead())?.sequence ?? 0;
    await Promise.all(Array.from({ length: 8 }, append));
    expect((await store.lockLedgerHead())?.sequence).toBe(before + 8);
  });

  test('a sequence is never written twice', async () => {
    await expect(store.appendLedger([ledgerEntry(1, nextId())])).rejects.toMatchObject({ code: 'internal' });
  });

  test('consent states: the newest counts, by purpose', async () => {
    const [contact] = await store.upsertContacts([contactChange(1)], nowMs);
    const contactId = contact?.contact.id ?? '';
    const state = { contactId, purpose: 'marketing', byGuardian: true, entryId: nextId(), sinceMs: nowMs } as const;
    await store.writeConsentStates([
      { ...state, state: 'pending' },
      { ...state, state: 'granted' },
    ]);
    expect(await store.readConsentStates([contactId, nextId()], 'marketing')).toEqual(
      new Map([[contactId, { ...state, state: 'granted' }]]),
    );
    expect(await store.readConsentStates([contactId], 'service')).toEqual(new Map());
  });

  test('suppressions: one for each scope, `all` wins', async () => {
    const [a, b] = [numberKey(fictionNumber(1)), numberKey(fictionNumber(2))];
    const marketing = { scope: 'marketing', reason: 'stop', sinceMs: nowMs } as const;
    const all = { scope: 'all', reason: 'complaint', sinceMs: nowMs + 1 } as const;
    await store.writeSuppressions([
      { numberKey: a, ...marketing },
      { numberKey: a, ...all },
      { numberKey: b, ...marketing, reason: 'import' },
      { numberKey: b, ...marketing },
    ]);
    expect(await store.readSuppressions([a, b, 'none'])).toEqual(
      new Map([
        [a, { numberKey: a, ...all }],
        [b, { numberKey: b, ...marketing }],
      ]),
    );
    await store.removeSuppressions([a, b], 'all');
    await store.removeSuppressions([b], 'marketing');
    expect(await store.readSuppressions([a, b])).toEqual(new Map([[a, { numberKey: a, ...marketing }]]));
  });

  test('settings', async () => {
    expect(await store.readSetting('key_check')).toBeNull();
    await store.writeSetting('key_check', 'one');
    await store.writeSetting('key_check', 'two');
    expect(await store.readSetting('key_check')).toBe('two');
  });
});
