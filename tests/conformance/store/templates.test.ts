import type { Store } from '../../../engine/src/store/store';
import type { SavedTemplate } from '../../../engine/src/templating/savedTemplate';
import { nextId, nowMs } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

function template(name: string, version: number, change: Partial<SavedTemplate> = {}): SavedTemplate {
  return {
    id: nextId(),
    name,
    version,
    purpose: 'service',
    variants: { pl: 'Gotowe: {{order}} – zażółć', en: 'Ready: {{order}} 👍' },
    defaultLanguage: 'pl',
    variables: ['order'],
    savedAtMs: nowMs,
    ...change,
  };
}

describe.each(stores)('saved templates in %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  beforeAll(async () => {
    data = await make();
    store = await data.open();
  });
  afterAll(() => data.remove());

  test('a version is read as it was saved, and the newest by its name', async () => {
    const first = template('order-ready', 1);
    const second = template('order-ready', 2, { purpose: 'marketing', variables: null });
    expect(await store.appendTemplate(first)).toBe(true);
    expect(await store.readTemplate('order-ready')).toEqual(first);
    expect(await store.appendTemplate(second)).toBe(true);
    expect(await store.readTemplate('order-ready')).toEqual(second);
    expect(await store.readTemplateVersion('order-ready', 1)).toEqual(first);
  });

  test('a version that is there already stands', async () => {
    const first = template('twice', 1);
    await store.appendTemplate(first);
    expect(await store.appendTemplate(template('twice', 1, { purpose: 'marketing' }))).toBe(false);
    expect(await store.readTemplate('twice')).toEqual(first);
  });

  test('of processes that save the same version at once, one is first', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => store.appendTemplate(template('raced', 1))));
    expect(answers.filter((first) => first)).toHaveLength(1);
  });

  test('all are listed by name, each in its newest version', async () => {
    await store.appendTemplate(template('Ąbc', 1));
    const listed = await store.readTemplates();
    expect(listed.map(({ name, version }) => [name, version])).toEqual([
      ['order-ready', 2],
      ['raced', 1],
      ['twice', 1],
      ['Ąbc', 1],
    ]);
  });

  test('an unknown name or version is none', async () => {
    expect(await store.readTemplate('Order-Ready')).toBeNull();
    expect(await store.readTemplateVersion('order-ready', 3)).toBeNull();
  });

  test('they are part of a transaction', async () => {
    const failing = store.transaction(async (repositories) => {
      await repositories.appendTemplate(template('undone', 1));
      throw new Error('undo');
    });
    await expect(failing).rejects.toThrow('undo');
    expect(await store.readTemplate('undone')).toBeNull();
  });
});
