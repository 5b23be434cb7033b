import { compileTemplate } from '../../../engine/src/templating/template';
import { planText } from '../../../engine/src/text/planText';

const noon = Date.UTC(2026, 2, 1, 12);
const render = (source: string, variables: Record<string, unknown> = {}, locale = 'pl-PL', zone = 'Europe/Warsaw') =>
  compileTemplate(source).render(variables, { locale, zone, nowMs: noon });

describe('date and time', () => {
  const at = '2026-03-01T23:30:00Z';

  it.each([
    ['{{date at}}', 'pl-PL', '2.03.2026'],
    ['{{date at}}', 'en-GB', '02/03/2026'],
    ['{{date at style="long"}}', 'pl', '2 marca 2026'],
    ['{{date at style="full"}}', 'de', 'Montag, 2. März 2026'],
    ['{{date at format="d MMMM"}}', 'pl', '2 marca'],
    ['{{date at format="cccc" locale="en"}}', 'pl', 'Monday'],
    ['{{time at}}', 'pl', '00:30'],
    ['{{time at zone="America/New_York"}}', 'en-US', '6:30 PM'],
    ['{{date at zone="America/New_York" format="yyyy-MM-dd"}}', 'en', '2026-03-01'],
    ['{{time @now}}', 'pl', '13:00'],
  ])('%s in %s is %s', (source, locale, text) => {
    expect(render(source, { at }, locale)).toBe(text);
  });

  it.each([
    '2026-03-02',
    '2026-03-02T08:00',
    '2026-03-02 08:00:00',
    'Mon, 02 Mar 2026 07:00:00 +0000',
    Date.UTC(2026, 2, 2),
  ])('reads %s', (value) => {
    expect(render('{{date value format="d.M.yyyy"}}', { value })).toBe('2.3.2026');
  });

  it('reads a date object', () => {
    expect(render('{{time value}}', { value: new Date(noon) })).toBe('13:00');
  });

  it('writes plain spaces, so that a time does not force UCS-2', () => {
    expect(planText(render('{{time at}}', { at }, 'en-US'), { mode: 'keep' }).encoding).toBe('gsm7');
  });

  it.each(['{{date name}}', '{{date list}}', '{{date at zone="Mars/Base"}}', '{{date at style="x"}}'])(
    '%s is refused',
    (source) => {
      expect(() => render(source, { at, name: 'Anna', list: [1] })).toThrow(
        expect.objectContaining({ code: 'unusable_variable' }),
      );
    },
  );
});

describe('numbers', () => {
  it.each([
    ['{{number 1234567.891 decimals=1}}', 'pl', '1 234 567,9'],
    ['{{number "12.5"}}', 'en', '12.5'],
    ['{{money 1234.5 "PLN"}}', 'pl', '1234,50 zł'],
    ['{{money 1234.5 currency="PLN" display="code"}}', 'pl', '1234,50 PLN'],
    ['{{money "99" "eur" decimals=0}}', 'de', '99 €'],
    ['{{money 5 "GBP"}}', 'en-GB', '£5.00'],
  ])('%s in %s is %s', (source, locale, text) => {
    expect(render(source, {}, locale)).toBe(text);
  });

  const forms = 'one="produkt" few="produkty" many="produktów" other="produktu"';
  it.each([
    [1, 'produkt'],
    [2, 'produkty'],
    [5, 'produktów'],
    [12, 'produktów'],
    [22, 'produkty'],
    [1.5, 'produktu'],
    [0, 'produktów'],
  ])('counts %d in Polish: %s', (count, form) => {
    expect(render(`{{plural count ${forms}}}`, { count })).toBe(form);
  });

  it('counts in other languages', () => {
    const source = '{{plural count zero="z" one="o" two="t" few="f" many="m" other="x"}}';
    const all = (locale: string): string =>
      [0, 1, 2, 3, 5, 11].map((count) => render(source, { count }, locale)).join('');
    expect(all('en')).toBe('xoxxxx');
    expect(all('ar')).toBe('zotffm');
    expect(all('uk')).toBe('moffmm');
    expect(render('{{plural 2 one="a" other="b"}}', {}, 'pl')).toBe('b');
  });

  it.each([
    '{{number name}}',
    '{{number list}}',
    '{{number ""}}',
    '{{money 1}}',
    '{{money 1 "zł"}}',
    '{{money 1 "PLN" display="x"}}',
    '{{number 1 decimals=99}}',
    '{{plural 2 one="a"}}',
  ])('%s is refused', (source) => {
    expect(() => render(source, { name: 'Anna', list: [1, 2] })).toThrow(
      expect.objectContaining({ code: 'unusable_variable' }),
    );
  });
});

describe('letter case', () => {
  it.each([
    ['{{upper name}}', 'tr', 'IŞIK İZMIR'],
    ['{{lower name}}', 'pl', 'işik izmir'],
    ['{{capitalize name}}', 'en', 'Işik Izmir'],
  ])('%s in %s is %s', (source, locale, text) => {
    expect(render(source, { name: locale === 'tr' ? 'ışık izmır' : 'IŞIK IZMIR' }, locale)).toBe(text);
  });

  it('capitalises names of several parts', () => {
    expect(render('{{capitalize name}}', { name: "ANNA-MARIA o'neil ŁUCZAK" })).toBe("Anna-Maria O'neil Łuczak");
  });
});

describe('comparisons', () => {
  it.each([
    ['(eq status "paid")', true],
    ['(eq status "new")', false],
    ['(eq count "3")', true],
    ['(eq absent "x")', false],
    ['(eq absent gone)', false],
    ['(ne absent "x")', true],
    ['(eq list list)', true],
    ['(eq list "a")', false],
    ['(gt count 2)', true],
    ['(gt status 2)', false],
    ['(lt "2" count)', true],
    ['(and status count)', true],
    ['(and status absent)', false],
    ['(or absent empty)', false],
    ['(or absent count)', true],
    ['(not empty)', true],
    ['(not (eq status "paid"))', false],
  ])('%s is %s', (expression, holds) => {
    const variables = { status: 'paid', count: 3, empty: [], list: ['a'] };
    expect(render(`{{#if ${expression}}}yes{{else}}no{{/if}}`, variables)).toBe(holds ? 'yes' : 'no');
  });
});

describe('lookup', () => {
  it('reads lists and objects by a computed name', () => {
    const variables = { sizes: ['S', 'M'], prices: { S: 10 }, at: 1, size: 'S' };
    expect(render('{{lookup sizes at}}{{lookup prices size}}', variables)).toBe('M10');
    expect(() => render('{{#if x}}{{/if}}{{lookup prices "XL"}}', variables)).toThrow(
      expect.objectContaining({ data: { variable: 'prices' } }),
    );
  });
});

describe('truncate', () => {
  it.each([
    ['{{truncate title 20}}', 'A very long title...'],
    ['{{truncate title 19}}', 'A very long...'],
    ['{{truncate title 10}}', 'A very...'],
    ['{{truncate title 100}}', 'A very long title of a book'],
    ['{{truncate title 2}}', 'A '],
    ['{{truncate word 10}}', 'Konstan...'],
    ['{{truncate flags 4}}', '🇵🇱...'],
  ])('%s is %j', (source, text) => {
    const variables = { title: 'A very long title of a book', word: 'Konstantynopol', flags: '🇵🇱'.repeat(9) };
    expect(render(source, variables)).toBe(text);
  });

  it('gives way until the whole text fits into its segments', () => {
    const source = 'Order {{order}}: {{truncate title segments=1}} is ready. Reply STOP to end.';
    const text = render(source, { order: 12, title: 'word '.repeat(80) });
    expect(planText(text, { mode: 'keep' })).toMatchObject({ segments: 1 });
    expect(text).toMatch(/^Order 12: (word )+word\.\.\. is ready\. Reply STOP to end\.$/);
    expect(text.length).toBeGreaterThan(150);
    expect(render(source, { order: 12, title: 'Łódź '.repeat(80) }).length).toBeLessThanOrEqual(70);
    expect(render(source, { order: 12, title: 'short' })).toBe('Order 12: short is ready. Reply STOP to end.');
  });

  it('is nothing where the rest is too long already', () => {
    expect(render(`${'x'.repeat(170)}{{truncate title segments=1}}`, { title: 'abc' })).toBe('x'.repeat(170));
  });

  it('stands alone, as only the whole text tells how long it may be', () => {
    expect(() => render('{{upper (truncate title segments=1)}}', { title: 'a' })).toThrow(
      expect.objectContaining({ code: 'unusable_variable' }),
    );
  });
});

describe('a locale', () => {
  it.each(['', 'xx', 'not a tag', 'pl_PL', 'pl-PL-u-nu-thai', '__proto__'])(
    '%j is used or replaced, never thrown',
    (locale) => {
      const text = render('{{number 1234.5}}', {}, locale);
      expect(['1,234.5', '1234,5']).toContain(text);
    },
  );
});
