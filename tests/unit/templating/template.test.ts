import { ZgodaError, type ErrorCode } from '../../../engine/src/shared/errors';
import { compileTemplate } from '../../../engine/src/templating/template';

const context = { locale: 'pl-PL', zone: 'Europe/Warsaw', nowMs: Date.UTC(2026, 2, 1, 12) };
const render = (source: string, variables: Record<string, unknown> = {}): string =>
  compileTemplate(source).render(variables, context);
const failure = (work: () => unknown): { code: ErrorCode; data: unknown } => {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof ZgodaError) return { code: thrown.code, data: thrown.data };
    throw thrown;
  }
  throw new Error('nothing was thrown');
};

describe('a template', () => {
  it('fills in variables and escapes nothing', () => {
    expect(render('Cześć {{firstName}} & {{{a.b}}}', { firstName: "D'Arc <&>", a: { b: 0 } })).toBe(
      "Cześć D'Arc <&> & 0",
    );
  });

  it('names the variable that is missing', () => {
    expect(failure(() => render('{{order.total}}', { order: {} }))).toEqual({
      code: 'missing_variable',
      data: { variable: 'order.total' },
    });
    expect(failure(() => render('{{upper firstName}}', { firstName: null })).data).toEqual({ variable: 'firstName' });
    expect(failure(() => render('{{#each items}}x{{/each}}')).data).toEqual({ variable: 'items' });
  });

  it('takes the fallback for what is missing or blank', () => {
    expect(render('{{default firstName "friend"}}')).toBe('friend');
    expect(render('{{default firstName "friend"}}', { firstName: ' ' })).toBe('friend');
    expect(render('{{upper (default nick firstName "x")}}', { firstName: 'ola' })).toBe('OLA');
    expect(failure(() => render('{{default nick firstName}}')).code).toBe('missing_variable');
  });

  it('takes an absent variable in a condition as false', () => {
    expect(render('{{#if vip}}a{{else if code}}b{{else}}c{{/if}}{{#unless vip}}d{{/unless}}', { code: 1 })).toBe('bd');
    expect(render('{{#each items}}x{{else}}none{{/each}}')).toBe('none');
  });

  it('loops, climbs and names', () => {
    const variables = { shop: 'S', items: [{ n: 1 }, { n: 2 }] };
    expect(render('{{#each items}}{{@index}}{{n}}{{../shop}}{{#unless @last}},{{/unless}}{{/each}}', variables)).toBe(
      '01S,12S',
    );
  });
});

describe('a broken template', () => {
  it.each([
    ['a\n{{#if x}}', 2],
    ['{{x', 1],
    ['{{#if x}}{{/each}}', 1],
    ['\n\n{{> partial}}', 3],
    ['{{#*inline "x"}}{{/inline}}', 1],
    ['{{frobnicate x}}', 1],
    ['{{upper}}{{upper a b}}', 1],
    ['{{#log x}}{{/log}}', 1],
    ['{{@root.x}}{{@secret}}', 1],
    ['{{../x}}', 1],
  ])('%j is refused with its line', (source, line) => {
    expect(failure(() => compileTemplate(source))).toMatchObject({ code: 'broken_template', data: { line } });
  });
});
