import { createConsents } from '../../../engine/src/compliance/consents';
import { createErasure } from '../../../engine/src/compliance/erasure';
import { verifyLedger } from '../../../engine/src/compliance/ledger';
import { createSubjectExports } from '../../../engine/src/compliance/subjectExport';
import { createSuppressionLists, type SuppressionEntry } from '../../../engine/src/compliance/suppressionLists';
import { createContacts } from '../../../engine/src/contacts/contacts';
import type { Store } from '../../../engine/src/store/store';
import { testPorts, type TestPorts } from '../../support/compliance/memoryStore';
import { nextId } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

const ann = '+447700900001';
const bob = '+447700900002';

describe.each(stores)('suppressions in %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  let ports: TestPorts;
  beforeEach(async () => {
    data = await make();
    store = await data.open();
    ports = { ...testPorts('GB'), ids: { next: nextId } };
  });
  afterEach(() => data.remove());

  const lists = () => createSuppressionLists(store, { ...ports, keyId: 'aaaabbbbcccc' });
  const load = async (...entries: SuppressionEntry[]) =>
    (await lists().import(entries)).map((result) => (result.ok ? result.value.added : result.error.code));
  const standing = async (number: string) =>
    (await store.readEachSuppression([ports.numberKey(number)]))
      .map(({ scope, reason }) => `${scope} ${reason}`)
      .sort();
  const listing = async () => {
    const all = [];
    for await (const each of lists().export()) all.push(each);
    return all;
  };

  test('a list is read, each bad line fails alone', async () => {
    expect(
      await load(
        { number: ann, reason: 'complaint', since: '2025-01-01T00:00:00Z' },
        { number: '07700 900002', reason: 'imported', scope: 'all' },
        { number: 'nonsense' },
        { number: ann, reason: 'gossip' },
        { number: ann, scope: 'some' },
        { number: ann, since: 'once' },
        {},
      ),
    ).toEqual([true, true, 'invalid_number', ...Array.from({ length: 4 }, () => 'invalid_input')]);
    expect([await standing(ann), await standing(bob)]).toEqual([['marketing complaint'], ['all import']]);
  });

  test('a list only adds: no reason becomes lighter, and loading it twice changes nothing', async () => {
    await load({ number: ann, reason: 'erased' }, { number: ann, reason: 'complaint', scope: 'all' });
    expect(await load({ number: ann }, { number: ann, reason: 'stop' }, { number: ann, scope: 'all' })).toEqual([
      false,
      false,
      false,
    ]);
    expect(await standing(ann)).toEqual(['all complaint', 'marketing erased']);
    await load({ number: bob, reason: 'unclear_reply' });
    expect(await load({ number: bob, reason: 'complaint' })).toEqual([true]);
    expect(await standing(bob)).toEqual(['marketing complaint']);
  });

  test('an export holds no number, and another store with the same key can read it', async () => {
    await load({ number: ann, reason: 'withdrawn', since: '2025-01-01T00:00:00Z' }, { number: bob, scope: 'all' });
    const exported = await listing();
    expect(JSON.stringify(exported)).not.toMatch(/7700/);
    await store.removeSuppressions([ports.numberKey(ann)], 'marketing');
    await store.removeSuppressions([ports.numberKey(bob)], 'all');
    expect(await load(...exported)).toEqual([true, true]);
    expect(await listing()).toEqual(exported);
    const foreign = exported.map((each) => ({ ...each, keyId: '000000000000' }));
    expect(await load(...foreign)).toEqual(['suppression_key_foreign', 'suppression_key_foreign']);
  });

  test('long lists go page by page', async () => {
    const numberKeys = Array.from({ length: 2_100 }, (_, n) => n.toString(16).padStart(32, '0'));
    await load(...numberKeys.map((numberKey) => ({ numberKey, keyId: 'aaaabbbbcccc' })));
    expect((await listing()).map(({ numberKey }) => numberKey)).toEqual(numberKeys);
  });

  test('a number that was erased and belongs to somebody else now', async () => {
    const grant = (change: object = {}) => ({
      ...({ phone: ann, act: 'grant', purpose: 'marketing', wording: 'Yes', method: 'form', source: 'shop' } as const),
      ...change,
    });
    const consents = createConsents(store, ports);
    const record = async (change: object = {}) => {
      const [result] = await consents.record([grant(change)]);
      if (result?.ok !== true) throw result?.error ?? new Error('no result');
      return result.value;
    };
    const contacts = createContacts(store, ports);
    await contacts.upsert([{ phone: ann, firstName: 'Ann', groups: ['vip'], attributes: {} }]);
    const before = await record();
    await createErasure(store, ports).erase([{ by: 'phone', value: ann }]);

    await contacts.upsert([{ phone: ann, firstName: 'Carol', groups: [], attributes: {} }]);
    ports.clock.setMs(ports.clock.nowMs() + 1_000);
    expect(await record({ method: 'import' })).toMatchObject({ maySend: false });
    expect(await record({ actedAt: new Date(ports.clock.nowMs() - 60_000).toISOString() })).toMatchObject({
      maySend: false,
    });
    const after = await record();
    expect(after).toMatchObject({ maySend: true, state: 'granted' });
    expect(after.contactId).not.toBe(before.contactId);

    const wishes = { documents: 'json', language: 'en' } as const;
    const [exported] = await createSubjectExports(store, ports).export([{ by: 'phone', value: ann, ...wishes }]);
    const document = exported?.ok === true ? (exported.value.files.json?.content.toString() ?? '') : '';
    expect(document).toContain('Carol');
    expect(document).not.toMatch(/"Ann"|vip/);
    expect(document).not.toContain(before.entryId);
    expect(await verifyLedger((sequence) => store.readLedger(sequence, 100))).toMatchObject({ ok: true });
  });
});
