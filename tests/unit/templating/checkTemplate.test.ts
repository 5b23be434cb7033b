import { checkTemplate } from '../../../engine/src/templating/checkTemplate';
import { findPromotionalWording } from '../../../engine/src/templating/promotionalWording';
import type { TemplateDraft } from '../../../engine/src/templating/savedTemplate';

const draft = (changes: Partial<TemplateDraft> = {}): TemplateDraft => ({
  name: 'order-ready',
  purpose: 'service',
  variants: { pl: 'Zamówienie {{order}} czeka, {{firstName}}.', en: 'Order {{order}} is ready, {{firstName}}.' },
  defaultLanguage: 'pl',
  variables: ['order'],
  ...changes,
});
const codes = (changes: Partial<TemplateDraft>): string[] =>
  checkTemplate(draft(changes)).map(({ severity, code, language }) => `${severity} ${code} ${language}`);

describe('checkTemplate', () => {
  it('has nothing to say about a good draft', () => {
    expect(checkTemplate(draft())).toEqual([]);
  });

  it.each([
    [{ name: ' ' }, ['error name_missing null']],
    [{ defaultLanguage: 'de' }, ['error variant_missing null']],
    [{ variants: { pl: ' ', en: 'x' } }, ['error text_empty pl']],
    [{ variants: { pl: 'x', zz: 'x' } }, ['error language_unknown zz']],
    [{ variants: { pl: 'x', 'en-GB': 'y', pt_BR: 'z' } }, []],
    [{ variants: { pl: '{{frobnicate order}}' } }, ['error template_broken pl']],
    [{ variants: { pl: '{{#if order}}' } }, ['error template_broken pl']],
    [{ variants: { pl: '{{ordr}}' } }, ['error variable_undeclared pl']],
    [{ variants: { pl: '{{ordr}}' }, variables: null }, []],
    [{ variants: { pl: '{{order}}', en: 'ready' } }, ['warning variants_differ en']],
    [
      { variants: { pl: '{{firstName}}{{contact.lastName}}{{@root.order}}{{#each order}}{{x}}{{../order}}{{/each}}' } },
      [],
    ],
    [{ variants: { pl: '{{#each order}}{{../colour}}{{/each}}' } }, ['error variable_undeclared pl']],
    [{ variants: { pl: 'Rabat 20% na wszystko!' } }, ['warning promotional_wording pl']],
    [{ variants: { pl: 'Rabat 20% na wszystko!' }, purpose: 'marketing' as const }, []],
    [{ variants: { pl: '{{#if promo}}x{{/if}}' }, variables: ['promo'] }, []],
  ])('%j: %j', (changes, expected) => {
    expect(codes(changes)).toEqual(expected);
  });

  it('tells the line, and puts errors first', () => {
    const findings = checkTemplate(draft({ variants: { pl: 'Promocja!\n\n{{ordr}}' } }));
    expect(findings.map(({ severity, line }) => [severity, line])).toEqual([
      ['error', 3],
      ['warning', null],
    ]);
  });
});

describe('findPromotionalWording', () => {
  it.each([
    ['pl', 'Promocja! -20% na buty, kup teraz', ['promocja', 'kup teraz', '-20%']],
    ['pl', 'Znizki do 50% taniej', ['znizki', 'taniej', '50% taniej']],
    ['pl', 'Twoje zamówienie 120 jest gotowe. Wpłać 20% zaliczki.', []],
    ['pl', 'Paczka czeka w punkcie tylko do piątku', []],
    ['en', 'Summer  sale: 30% off, shop now', ['summer  sale', 'shop now', '30% off']],
    ['en', 'Your table for 2 is booked. Your card was charged 20%.', []],
    ['en-GB', 'Special offer inside', ['special offer']],
    ['de', 'Jetzt Voucher sichern', ['voucher']],
  ])('in %s finds in %j: %j', (language, text, found) => {
    expect(findPromotionalWording(text, language)).toEqual(found);
  });
});
