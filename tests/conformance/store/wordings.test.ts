import type { Wording } from '../../../engine/src/compliance/wording';
import type { Store } from '../../../engine/src/store/store';
import { nextId, nowMs } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

function wording(name: string, version: number, change: Partial<Wording> = {}): Wording {
  return {
    id: nextId(),
    name,
    version,
    purpose: 'marketing',
    texts: { pl: 'Zgadzam si\u0119 \u2013 za\u017c\u00f3\u0142\u0107 \n ', en: 'I agree \ud83d\udc4d' },
    defaultLanguage: 'pl',
    savedAtMs: nowMs + version,
    ...change,
  };
}

describe.each(stores)('consent wordings in %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  beforeAll(async () => {
    data = await make();
    store = await data.open();
  });
  afterAll(() => data.remove());

  test('all versions of a name are read as they were saved, the newest first', async () => {
    const first = wording('newsletter', 1);
    const second = wording('newsletter', 2, { texts: { pl: 'Inaczej' } });
    expect(await store.appendWording(first)).toBe(true);
    expect(await store.appendWording(second)).toBe(true);
    expect(await store.readWordingVersions('newsletter')).toEqual([second, first]);
    expect(await store.readWordingVersions('Newsletter')).toEqual([]);
    const older = wording('a', 1);
    await store.appendWording(older);
    expect(await store.readWordings()).toEqual([older, second, first]);
  });

  test('a version that is there already stands, also when several processes save it at once', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => store.appendWording(wording('raced', 1))));
    expect(answers.filter((first) => first)).toHaveLength(1);
    expect(await store.readWordingVersions('raced')).toHaveLength(1);
  });
});
