import { readTextSources, type TextChoice } from '../../../engine/src/campaign/textSource';
import type { SavedTemplate } from '../../../engine/src/templating/savedTemplate';

function template(name: string, purpose: SavedTemplate['purpose']): SavedTemplate {
  const variants = { pl: 'Gotowe', 'en-GB': 'Ready', de: 'Fertig' };
  return { id: name, name, version: 1, purpose, variants, defaultLanguage: 'pl', variables: null, savedAtMs: 0 };
}

const readTemplate = jest.fn(async (name: string): Promise<SavedTemplate | null> => {
  return name === 'order' ? template(name, 'service') : name === 'sale' ? template(name, 'marketing') : null;
});

const sources = (...inputs: TextChoice[]) => readTextSources({ readTemplate }, inputs);

test('a template is read once for a call', async () => {
  readTemplate.mockClear();
  await sources({ template: 'order' }, { template: 'order' }, { text: 'Hello' });
  expect(readTemplate.mock.calls).toEqual([['order']]);
});

test.each([
  ['pl', 'Gotowe', 'pl'],
  ['de-AT', 'Fertig', 'de-AT'],
  ['en-US', 'Ready', 'en-US'],
  ['fr', 'Gotowe', 'pl'],
  [null, 'Gotowe', 'pl'],
])('for %j a template is %s, with dates as in %s', async (language, source, locale) => {
  const [found] = await sources({ template: 'order' });
  expect(found?.ok === true && found.value.textFor(language)).toEqual({ source, locale });
});

test('a text is the same for all, with dates in their language', async () => {
  const [found] = await sources({ text: 'Hello', purpose: 'service' });
  expect(found).toMatchObject({ ok: true, value: { purpose: null } });
  expect(found?.ok === true && [found.value.textFor('de'), found.value.textFor(null)]).toEqual([
    { source: 'Hello', locale: 'de' },
    { source: 'Hello', locale: 'en' },
  ]);
});

test('a template’s purpose is its own; a marketing one is refused as a service text', async () => {
  const results = await sources(
    { template: 'order', purpose: 'marketing' },
    { template: 'order', purpose: 'service' },
    { template: 'sale', purpose: 'marketing' },
    { template: 'sale', purpose: 'service' },
  );
  expect(results.map((each) => (each.ok ? each.value.purpose : each.error.data['field']))).toEqual([
    'service',
    'service',
    'marketing',
    'Purpose',
  ]);
});

test('an input has one of both', async () => {
  const results = await sources({}, { text: 'Hello', template: 'order' }, { template: 'unheard-of' });
  expect(results.map((each) => (each.ok ? 'ok' : each.error.code))).toEqual([
    'empty_text',
    'invalid_input',
    'template_unknown',
  ]);
});
