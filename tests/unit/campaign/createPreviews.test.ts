import { adviceSentence } from '../../../engine/src/campaign/adviceSentence';
import { createPreviews } from '../../../engine/src/campaign/createPreviews';
import type { PreviewInput, PreviewResult } from '../../../engine/src/campaign/previews';
import { plainTerms, type RouteTerms } from '../../../engine/src/campaign/routeTerms';
import type { Contact } from '../../../engine/src/contacts/contact';
import type { SavedTemplate } from '../../../engine/src/templating/savedTemplate';
import type { ErrorCode } from '../../../engine/src/shared/errors';

const contact: Contact = {
  id: 'contact-1',
  number: '+447700900123',
  numberKey: 'key',
  firstName: 'Zofia',
  lastName: null,
  email: null,
  language: 'pl',
  country: 'GB',
  birthDate: null,
  attributes: { town: 'Łódź' },
  groups: [],
  createdAtMs: 0,
  updatedAtMs: 0,
};
const readContactsByNumber = jest.fn(async (numbers: readonly string[]) => {
  return new Map([contact].filter(({ number }) => numbers.includes(number)).map((each) => [each.number, each]));
});
const clock = { nowMs: () => Date.UTC(2026, 2, 1, 12), monotonicMs: () => 0, after: () => () => undefined };
const saved: SavedTemplate = {
  id: 'template-1',
  name: 'order-ready',
  version: 3,
  purpose: 'service',
  variants: { en: 'Ready on {{date @now style="long"}}', pl: 'Gotowe {{date @now style="long"}}' },
  defaultLanguage: 'en',
  variables: null,
  savedAtMs: 0,
};
const previews = createPreviews({
  store: { readContactsByNumber, readTemplate: async (name) => (name === saved.name ? saved : null) },
  clock,
  links: { linkOf: (contactId) => ({ token: 'token', url: `https://s.example/${contactId || 'sample'}` }) },
  defaultCountry: 'GB',
  zone: 'Europe/Warsaw',
  termsOf: (route) => (route === 'turkish' ? turkishTerms : plainTerms),
});

const turkishTerms: RouteTerms = {
  textForm: { referenceBits: 16, shiftLanguages: ['tr'] },
  pricePerSegment: 0.05,
};

function preview(...given: Partial<PreviewInput>[]): Promise<(PreviewResult | ErrorCode)[]> {
  return previewOn(null, ...given);
}

async function previewOn(
  route: string | null,
  ...given: Partial<PreviewInput>[]
): Promise<(PreviewResult | ErrorCode)[]> {
  const inputs = given.map((each) => ({ text: 'Hello', variables: {}, encodingMode: 'keep' as const, ...each }));
  const results = await previews.preview(inputs, route);
  return results.map((result) => (result.ok ? result.value : result.error.code));
}

describe('a preview', () => {
  it('is the text filled in, with what it takes', async () => {
    const [result] = await preview({
      text: 'Order {{order}} at {{time @now}}',
      variables: { order: 12 },
      pricePerSegment: 0.07,
    });
    expect(result).toEqual({
      text: 'Order 12 at 1:00 PM',
      encoding: 'gsm7',
      segments: 1,
      charactersLeft: 141,
      cost: 0.07,
      specialCharacters: [],
      advice: [],
      problem: null,
      contactId: null,
    });
  });

  it('uses the fields and language of a contact, in one query', async () => {
    readContactsByNumber.mockClear();
    const text = '{{firstName}}, {{town}}, {{date @now style="long"}}';
    const results = await preview({ text, phone: '07700 900123' }, { text, phone: '07700900123', language: 'en' });
    expect(results).toMatchObject([
      { text: 'Zofia, Łódź, 1 marca 2026', contactId: 'contact-1', specialCharacters: ['Ł', 'ó', 'ź'] },
      { text: 'Zofia, Łódź, March 1, 2026' },
    ]);
    expect(readContactsByNumber.mock.calls).toEqual([[['+447700900123']]]);
  });

  it('asks the store nothing without a number', async () => {
    readContactsByNumber.mockClear();
    await preview({});
    expect(readContactsByNumber).not.toHaveBeenCalled();
  });

  it('counts in the form of its route, at the price of the route or the input', async () => {
    const text = 'ş'.repeat(100);
    expect(await preview({ text })).toMatchObject([{ encoding: 'ucs2', segments: 2, cost: null }]);
    expect(await previewOn('turkish', { text }, { text, pricePerSegment: 0.2 })).toMatchObject([
      { encoding: 'gsm7', segments: 1, cost: 0.05, specialCharacters: [], advice: [] },
      { cost: 0.2 },
    ]);
  });

  it('takes a saved template in the language asked for, of the contact, or its default', async () => {
    const results = await preview(
      { text: undefined, template: 'order-ready' },
      { text: undefined, template: 'order-ready', phone: '07700 900123' },
      { text: undefined, template: 'order-ready', phone: '07700 900123', language: 'de' },
    );
    expect(results.map((each) => (typeof each === 'string' ? each : each.text))).toEqual([
      'Ready on March 1, 2026',
      'Gotowe 1 marca 2026',
      'Ready on March 1, 2026',
    ]);
  });

  it('needs a text or a template, not both, and one that exists', async () => {
    const results = await preview(
      { text: undefined },
      { template: 'order-ready' },
      { text: undefined, template: 'unheard-of' },
    );
    expect(results).toEqual(['empty_text', 'invalid_input', 'template_unknown']);
  });

  it('fails one input alone', async () => {
    const results = await preview({ text: '{{firstName}}' }, { phone: '12' }, { text: '{{#if' }, { text: ' ' }, {});
    expect(results.map((each) => (typeof each === 'string' ? each : each.text))).toEqual([
      'missing_variable',
      'invalid_number',
      'broken_template',
      'empty_text',
      'Hello',
    ]);
  });

  it('says what sending would refuse', async () => {
    const results = await preview(
      { text: '{{x}}', variables: { x: ' ' } },
      { text: 'a\uD83D' },
      { text: 'ł'.repeat(700) },
    );
    expect(results.map((each) => (typeof each === 'string' ? each : each.problem))).toEqual([
      'The text is empty.',
      'The text has characters that the route cannot carry (first at position 2).',
      'The text needs 11 segments; the route takes at most 10.',
    ]);
  });

  it('advises on the text as the mode makes it', async () => {
    const text = `${'Zapraszamy na spotkanie w ratuszu. '.repeat(4)}Łódź`;
    const [keep, simplify] = await preview(
      { text, pricePerSegment: 0.1 },
      { text, encodingMode: 'simplify', pricePerSegment: 0.1 },
    );
    expect(keep).toMatchObject({
      segments: 3,
      cost: 0.3,
      advice: [
        "Replace 'Ł' by 'L' in 'Łódź', replace 'ó' by 'o' in 'Łódź', replace 'ź' by 'z' in 'Łódź': 1 segment instead of 3.",
      ],
    });
    expect(simplify).toMatchObject({ segments: 1, cost: 0.1, advice: [] });
  });
});

describe('adviceSentence', () => {
  it('names invisible characters, and not every one of many', () => {
    const replacements = [...'ąćęłńś'].map((character) => ({ character, word: character, by: 'x' }));
    expect(adviceSentence({ kind: 'replace', replacements, segments: 2 }, 4)).toBe(
      "Replace 'ą' by 'x', replace 'ć' by 'x', replace 'ę' by 'x', replace 'ł' by 'x', replace 'ń' by 'x', 1 more of the kind: 2 segments instead of 4.",
    );
    const hidden = [{ character: '\u200B', word: '\u200B', by: null }];
    expect(adviceSentence({ kind: 'replace', replacements: hidden, segments: 1 }, 2)).toBe(
      'Remove the invisible character U+200B: 1 segment instead of 2.',
    );
    expect(adviceSentence({ kind: 'shorten', characters: 1, segments: 1 }, 2)).toBe(
      'Shorten the text by 1 character: 1 segment instead of 2.',
    );
  });
});
