import { createIdSource } from '../../../engine/src/shared/ids';
import { chooseVariant, type SavedTemplate, type TemplateDraft } from '../../../engine/src/templating/savedTemplate';
import { saveTemplate } from '../../../engine/src/templating/saveTemplate';
import type { TemplateStore } from '../../../engine/src/templating/templateStore';

const draft: TemplateDraft = {
  name: 'order-ready',
  purpose: 'service',
  variants: { pl: 'Gotowe: {{order}}', 'en-GB': 'Ready: {{order}}', de: 'Fertig: {{order}}' },
  defaultLanguage: 'pl',
  variables: ['order'],
};

describe('chooseVariant', () => {
  it.each([
    ['pl', 'pl'],
    ['PL', 'pl'],
    ['de-AT', 'de'],
    ['en_GB', 'en-GB'],
    ['en-US', 'en-GB'],
    ['fr', 'pl'],
    ['', 'pl'],
    [null, 'pl'],
    ['constructor', 'pl'],
  ])('for %j takes %s', (language, variant) => {
    expect(chooseVariant(draft, language)).toEqual({ language: variant, source: draft.variants[variant] });
  });
});

/** Templates in memory, as the port promises them. */
const memoryStore = (): TemplateStore => {
  const rows: SavedTemplate[] = [];
  const newest = (name: string): SavedTemplate | null => rows.findLast((row) => row.name === name) ?? null;
  return {
    async appendTemplate(template) {
      if (rows.some((row) => row.name === template.name && row.version === template.version)) return false;
      rows.push(template);
      return true;
    },
    readTemplate: async (name) => newest(name),
    readTemplateVersion: async (name, version) =>
      rows.find((row) => row.name === name && row.version === version) ?? null,
    readTemplates: async () => [...new Set(rows.map(({ name }) => name))].flatMap((name) => newest(name) ?? []),
  };
};

const clock = { nowMs: () => 1_750_000_000_000, monotonicMs: () => 0, after: () => () => undefined };
const ids = createIdSource(clock, { bytes: (count) => Buffer.alloc(count, 7), fraction: () => 0.5 });

describe('saveTemplate', () => {
  it('saves versions from 1, and nothing for a draft that has not changed', async () => {
    const store = memoryStore();
    const ports = { store, clock, ids };
    const first = await saveTemplate(draft, ports);
    const reordered = { ...draft, variants: Object.fromEntries(Object.entries(draft.variants).reverse()) };
    const again = await saveTemplate(reordered, ports);
    const second = await saveTemplate({ ...draft, variants: { ...draft.variants, de: 'Bereit: {{order}}' } }, ports);
    expect([first, again, second].map(({ template }) => template.version)).toEqual([1, 1, 2]);
    expect(again.template.id).toBe(first.template.id);
    expect(await store.readTemplateVersion('order-ready', 1)).toEqual({
      ...draft,
      id: first.template.id,
      version: 1,
      savedAtMs: 1_750_000_000_000,
    });
    expect(await store.readTemplate('order-ready')).toEqual(second.template);
  });

  it('takes the next number when another process was first', async () => {
    const store = memoryStore();
    const late: TemplateStore = {
      ...store,
      readTemplate: jest.fn(store.readTemplate).mockResolvedValueOnce(null),
    };
    await saveTemplate(draft, { store, clock, ids });
    const { template } = await saveTemplate({ ...draft, purpose: 'marketing' }, { store: late, clock, ids });
    expect(template.version).toBe(2);
  });

  it('refuses a broken draft with its first error, and passes warnings on', async () => {
    const store = memoryStore();
    const broken = { ...draft, variants: { pl: 'a\n{{#if x}}' } };
    await expect(saveTemplate(broken, { store, clock, ids })).rejects.toMatchObject({
      code: 'template_refused',
      data: { language: 'pl', line: 2 },
    });
    expect(await store.readTemplates()).toEqual([]);
    const selling = { ...draft, variants: { pl: 'Rabat! {{order}}' } };
    const { warnings } = await saveTemplate(selling, { store, clock, ids });
    expect(warnings.map(({ code }) => code)).toEqual(['promotional_wording']);
  });
});
