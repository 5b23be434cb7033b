import { createIdSource } from '../../../engine/src/shared/ids';
import { chooseVariant, type SavedTemplate, type TemplateDraft } from '../../../engine/src/templating/savedTemplate';
import { saveTemplate, saveVariant } from '../../../engine/src/templating/saveTemplate';
import { createTemplates } from '../../../engine/src/templating/templates';
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

describe('saveVariant', () => {
  const variant = { name: 'ready', purpose: 'service', variables: null, isDefault: false } as const;

  it('adds languages one by one, and keeps the others', async () => {
    const ports = { store: memoryStore(), clock, ids };
    await saveVariant({ ...variant, language: 'pl', source: 'Gotowe: {{order}}', variables: ['order'] }, ports);
    await saveVariant({ ...variant, language: 'en', source: 'Ready: {{order}}' }, ports);
    const { template } = await saveVariant({ ...variant, language: 'PL', source: 'Czeka: {{order}}' }, ports);
    expect(template).toMatchObject({
      version: 3,
      variants: { pl: 'Czeka: {{order}}', en: 'Ready: {{order}}' },
      defaultLanguage: 'pl',
      variables: ['order'],
    });
    const moved = await saveVariant(
      { ...variant, language: 'en', source: 'Ready: {{order}}', isDefault: true, variables: ['order'] },
      ports,
    );
    expect(moved.template).toMatchObject({ version: 4, defaultLanguage: 'en' });
  });

  it('keeps what another process saved in the meantime', async () => {
    const store = memoryStore();
    const ports = { store, clock, ids };
    await saveVariant({ ...variant, language: 'pl', source: 'Gotowe' }, ports);
    const late: TemplateStore = {
      ...store,
      async appendTemplate(template) {
        if (template.variants['de'] === undefined) {
          await saveVariant({ ...variant, language: 'de', source: 'Fertig' }, { ...ports, store });
        }
        return store.appendTemplate(template);
      },
    };
    const { template } = await saveVariant({ ...variant, language: 'en', source: 'Ready' }, { ...ports, store: late });
    expect(template).toMatchObject({ version: 3, variants: { pl: 'Gotowe', de: 'Fertig', en: 'Ready' } });
  });
});

describe('createTemplates', () => {
  it('answers each input: what was saved with its warnings, or why not', async () => {
    const templates = createTemplates({ store: memoryStore(), clock, ids });
    const input = { template: 'ready', purpose: 'service', variables: ['order'], isDefault: false } as const;
    const results = await templates.save([
      { ...input, language: 'en', text: 'Ready: {{order}}. A discount waits!' },
      { ...input, language: 'pl', text: 'Gotowe: {{oder}}' },
      { ...input, language: 'pl', text: '{{#if order}}Gotowe' },
      { ...input, language: 'pl', text: 'Gotowe: {{shout order}}' },
      { ...input, language: 'pl', text: 'Gotowe: {{order}}' },
    ]);
    expect(results.map((each) => (each.ok ? each.value.version : each.error.code))).toEqual([
      1,
      'template_refused',
      'template_refused',
      'template_refused',
      2,
    ]);
    expect(results[4]).toMatchObject({
      value: {
        template: 'ready',
        purpose: 'service',
        languages: ['en', 'pl'],
        defaultLanguage: 'en',
        warnings: [expect.stringMatching(/^en: "discount" may be advertising/)],
      },
    });
  });
});
