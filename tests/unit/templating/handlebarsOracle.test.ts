import fc from 'fast-check';
import Handlebars from 'handlebars';
import { compileTemplate } from '../../../engine/src/templating/template';

const context = { locale: 'en', zone: 'UTC', nowMs: 0 };
const variables = {
  name: 'Anna <&>',
  count: 3,
  zero: 0,
  yes: true,
  no: false,
  blank: '',
  shop: { name: 'Shop', open: { from: '9:00' } },
  items: [
    { title: 'One', price: 1.5, tags: ['a', 'b'] },
    { title: 'Two', price: 2, tags: [] },
  ],
  prices: { S: 10, M: 12 },
  none: [],
};

const value = fc.constantFrom(
  ...['{{name}}', '{{{name}}}', '{{count}}', '{{shop.name}}', '{{shop.open.from}}', '{{shop/name}}', '{{yes}}'],
  ...[
    '{{@root.name}}',
    '{{[name]}}',
    '{{"name"}}',
    '{{blank}}',
    '{{lookup prices "S"}}',
    '{{items.length}}',
    '{{! note }}',
  ],
);
const plain = fc.constantFrom('Hello ', ', ', '\n', ' \n  ', 'ł€', '\\\\{{name}}', ' { ', ' } ', '"');
const inLoop = fc.constantFrom(
  '{{title}}',
  '{{price}}',
  '{{@index}}',
  '{{@key}}',
  '{{@last}}',
  '{{../name}}',
  '{{#if @first}}1{{/if}}',
);
const condition = fc.constantFrom(
  'yes',
  'no',
  'absent',
  'blank',
  'zero',
  'none',
  'items',
  'shop.open',
  'shop.absent.deep',
);
const template = fc.letrec<{ piece: string; block: string; template: string }>((tie) => ({
  template: fc.array(tie('piece'), { maxLength: 5 }).map((pieces) => pieces.join('')),
  piece: fc.oneof({ depthSize: 'small' }, value, plain, tie('block')),
  block: fc.oneof(
    fc
      .tuple(condition, tie('template'), tie('template'))
      .map(([on, then, or]) => `{{#if ${on}}}${then}{{else}}${or}{{/if}}`),
    fc.tuple(condition, tie('template')).map(([on, then]) => `{{#unless ${on}}}\n${then}\n{{/unless}}\n`),
    fc.tuple(condition, condition).map(([a, b]) => `{{#if ${a}}}1{{else if ${b}}}2{{else}}3{{/if}}`),
    fc.array(inLoop, { maxLength: 4 }).map((parts) => `{{#each items}}${parts.join('-')}{{/each}}`),
    fc.array(inLoop, { maxLength: 4 }).map((parts) => `{{#items}}\n${parts.join('-')}\n{{/items}}\n`),
    fc.constantFrom(
      '{{#each prices}}{{@key}}={{this}}{{#unless @last}};{{/unless}}{{/each}}',
      '{{#each items as |item i|}}{{i}}{{item.title}}{{#each item.tags}}{{this}}{{../title}}{{else}}-{{/each}}{{/each}}',
      '{{#with shop}}{{name}}{{../name}}{{#with open}}{{from}}{{../../name}}{{/with}}{{/with}}',
      '{{#with absent}}a{{else}}b{{/with}}',
      '{{#each none}}a{{else}}b{{/each}}',
      '{{^absent}}a{{/absent}}',
      '{{#yes}}a{{else}}b{{/yes}}',
      '  {{~name~}}  ',
      '{{~#if yes~}} a {{~else~}} b {{~/if~}}',
    ),
  ),
}));

/** Escaping is undone afterwards: without it Handlebars adds neighbouring numbers up. */
const peer = (source: string): string =>
  Handlebars.compile(source)(variables).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

describe('beside Handlebars', () => {
  it('does not add neighbouring numbers up, as Handlebars does with noEscape', () => {
    expect(Handlebars.compile('{{count}}{{count}}', { noEscape: true })(variables)).toBe('6');
    expect(compileTemplate('{{count}}{{count}}').render(variables, context)).toBe('33');
  });

  it('gives the same text for templates that it fills in completely', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(template.template, (source) => {
        const expected = peer(source);
        seen.add(expected);
        expect(compileTemplate(source).render(variables, context)).toBe(expected);
      }),
      { numRuns: 3_000 },
    );
    expect(seen.size).toBeGreaterThan(500);
  });

  it('refuses the same broken templates', () => {
    const broken = [
      '{{',
      '{{#if}}',
      '{{/if}}',
      '{{#if a}}',
      '{{a b=}}',
      '{{a.}}',
      '{{#each a as |}}{{/each}}',
      '{{a/../b}}',
    ];
    for (const source of broken) {
      expect(() => Handlebars.compile(source)(variables)).toThrow();
      expect(() => compileTemplate(source)).toThrow(expect.objectContaining({ code: 'broken_template' }));
    }
  });
});
