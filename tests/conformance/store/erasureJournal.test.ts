import { createContacts } from '../../../engine/src/contacts/contacts';
import { createErasure } from '../../../engine/src/compliance/erasure';
import { replayErasures } from '../../../engine/src/compliance/erasureJournal';
import type { Store } from '../../../engine/src/store/store';
import { testPorts, type TestPorts } from '../../support/compliance/memoryStore';
import { message } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

const ann = '+447700900001';
const bob = '+447700900002';

describe.each(stores)('the erasure journal over %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  let ports: TestPorts;

  beforeEach(async () => {
    ports = testPorts();
    data = await make();
    store = await data.open();
  });
  afterEach(() => data.remove());

  const save = async (...phones: string[]) => {
    await createContacts(store, ports).upsert(phones.map((phone) => ({ phone, groups: [], attributes: {} })));
  };
  const erase = (phone: string) =>
    createErasure(store, ports).erase([{ by: 'phone', value: phone, documents: 'json', language: 'en' }]);
  const held = async () => [...(await store.readContactsByNumber([ann, bob])).keys()];

  test('an erasure is in the journal and known to the database', async () => {
    await save(ann);
    const [result] = await erase(ann);
    const [entry] = ports.journal.entries;
    expect(result).toMatchObject({ ok: true, value: { erasureId: entry?.erasureId } });
    expect(entry?.subjects).toMatchObject([{ numberKey: ports.numberKey(ann) }]);
    expect(JSON.stringify(entry)).not.toContain(ann.slice(1));
    expect(await store.readErasures([entry?.erasureId ?? '', 'unknown'])).toEqual(new Set([entry?.erasureId]));
  });

  test('nobody comes back with older data: the erasure is replayed, once', async () => {
    await save(ann, bob);
    await erase(ann);
    const other = await make();
    try {
      const older = await other.open();
      const contacts = createContacts(older, ports);
      await contacts.upsert([ann, bob].map((phone) => ({ phone, groups: [], attributes: {} })));
      await older.appendMessages([message(1)], ports.clock.nowMs());

      expect(await replayErasures(older, ports.journal.entries)).toBe(1);
      expect([...(await older.readContactsByNumber([ann, bob])).keys()]).toEqual([bob]);
      expect((await older.readSuppressions([ports.numberKey(ann)])).get(ports.numberKey(ann))).toMatchObject({
        reason: 'erased',
        scope: 'marketing',
      });

      await contacts.upsert([{ phone: ann, groups: [], attributes: {} }]);
      expect(await replayErasures(older, ports.journal.entries)).toBe(0);
      expect((await older.readContactsByNumber([ann])).size).toBe(1);
    } finally {
      await other.remove();
    }
  });

  test('an erasure that cannot be noted is not done', async () => {
    await save(ann);
    const broken = { ...ports, journal: { ...ports.journal, append: () => Promise.reject(new Error('no disk')) } };
    await expect(
      createErasure(store, broken).erase([{ by: 'phone', value: ann, documents: 'json', language: 'en' }]),
    ).rejects.toMatchObject({
      code: 'internal',
    });
    expect(await held()).toEqual([ann]);
    expect(await store.readSuppressions([ports.numberKey(ann)])).toEqual(new Map());
  });

  test('two that replay at once erase once', async () => {
    const second = await data.open();
    const entries = Array.from({ length: 5 }, (_, n) => ({
      erasureId: `erasure-${n}`,
      erasedAtMs: n,
      subjects: [{ contactId: null, numberKey: ports.numberKey(ann) }],
    }));
    await save(ann);
    const counts = await Promise.all([replayErasures(store, entries), replayErasures(second, entries)]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(5);
    expect(await held()).toEqual([]);
  });
});
