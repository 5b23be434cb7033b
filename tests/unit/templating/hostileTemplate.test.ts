import { ZgodaError, type ErrorCode } from '../../../engine/src/shared/errors';
import { compileTemplate } from '../../../engine/src/templating/template';

const context = { locale: 'pl-PL', zone: 'Europe/Warsaw', nowMs: Date.UTC(2026, 2, 1, 12) };
const list = (length: number): number[] => Array.from({ length }, (_, index) => index);
const outcome = (source: string, variables: Record<string, unknown> = {}): ErrorCode | string => {
  try {
    return compileTemplate(source).render(variables, context);
  } catch (thrown) {
    if (thrown instanceof ZgodaError) return thrown.code;
    throw thrown;
  }
};

describe('prototype access', () => {
  it.each([
    '{{constructor.constructor}}',
    '{{__proto__.toString}}',
    '{{lookup this "constructor"}}',
    '{{lookup this "__proto__"}}',
    '{{#with name}}{{constructor}}{{/with}}',
    '{{toString}}',
    '{{name.length.constructor}}',
    '{{@root.constructor}}',
    '{{#each list}}{{constructor.name}}{{/each}}',
    '{{list.map}}',
    '{{call}}',
  ])('%s reaches nothing', (source) => {
    expect(outcome(source, { name: 'x', list: [1], call: () => 'called' })).toBe('missing_variable');
  });

  it('reads an own property of any name, and nothing behind it', () => {
    const variables = JSON.parse('{"__proto__":"own","constructor":{"name":"mine"}}') as Record<string, unknown>;
    expect(outcome('{{__proto__}} {{constructor.name}}', variables)).toBe('own mine');
  });

  it('never runs what belongs to the data', () => {
    const trap = { toString: () => 'ran', valueOf: () => 1, toJSON: () => 'ran', [Symbol.toPrimitive]: () => 'ran' };
    expect(outcome('{{trap}}', { trap })).toBe('unusable_variable');
    expect(outcome('{{upper trap}}', { trap })).toBe('unusable_variable');
    expect(outcome('{{trap.toString}}', { trap })).toBe('missing_variable');
    expect(outcome('{{number trap}}', { trap })).toBe('unusable_variable');
  });

  it.each([
    '{{log name}}',
    '{{helperMissing name}}',
    '{{blockHelperMissing name}}',
    '{{#helperMissing name}}{{/helperMissing}}',
  ])('%s is no helper', (source) => {
    expect(outcome(source, { name: 'x' })).toBe('broken_template');
  });
});

describe('endless work', () => {
  const items = list(1_000);

  it.each([
    ['loops in loops', '{{#each @root.items}}'.repeat(8) + '{{/each}}'.repeat(8)],
    ['sections in sections', '{{#items}}{{#@root.items}}{{#@root.items}}{{/@root.items}}{{/@root.items}}{{/items}}'],
    ['many tags in a loop', `{{#each items}}${'{{#if a}}{{/if}}'.repeat(400)}{{/each}}`],
    ['long texts in a loop', '{{#each items}}{{#if (upper @root.long)}}{{/if}}{{/each}}'],
    ['dates in loops', '{{#each items}}{{#each @root.few}}{{#if (date @now)}}{{/if}}{{/each}}{{/each}}'],
    ['a gigantic text', '{{#each items}}0123456789012345678901234567890{{/each}}'],
    ['a gigantic value', '{{long}}{{long}}{{long}}'],
    ['many pieces that give way', '{{#each items}}{{truncate "x" segments=1}}{{/each}}'],
  ])('%s', (_name, source) => {
    expect(outcome(source, { items, few: list(10), long: 'x'.repeat(10_000) })).toBe('template_limit');
  });

  it('of one helper on one value', () => {
    expect(outcome('{{upper long}}', { long: 'x'.repeat(20_001) })).toBe('unusable_variable');
    expect(outcome('{{list}}', { list: list(20_000) })).toBe('unusable_variable');
    expect(outcome('{{date long}}', { long: '1'.repeat(20_000) })).toBe('unusable_variable');
  });

  it('ends for data that goes in circles', () => {
    const circle: Record<string, unknown> = { name: 'x' };
    circle['self'] = circle;
    circle['list'] = [circle];
    expect(outcome('{{self.self.self.name}}{{#each list}}{{#each list}}{{name}}{{/each}}{{/each}}', circle)).toBe('xx');
    expect(outcome('{{list}}', circle)).toBe('unusable_variable');
  });
});

describe('sources that the parser would take too long over', () => {
  it.each([
    ['too long', 'x'.repeat(20_001), 'template_limit'],
    ['too many tags', '{{! }}'.repeat(1_001), 'template_limit'],
    ['too many braces', '{'.repeat(19_000), 'template_limit'],
    ['a tag without an end', `{{upper ${'a '.repeat(2_000)}`, 'template_limit'],
    ['too many parentheses', `{{${'upper ('.repeat(60)}x${')'.repeat(60)}}}`, 'template_limit'],
    ['blanks without an end', `${'\n'.repeat(1_000)}x{{a}}`, 'template_limit'],
    ['expressions nested too deep', `{{${'upper ('.repeat(40)}x${')'.repeat(40)}}}`, 'broken_template'],
    ['blocks nested too deep', '{{#if x}}'.repeat(400) + '{{/if}}'.repeat(400), 'broken_template'],
    ['a chain that is too long', `{{#if a}}${'{{else if a}}'.repeat(400)}{{/if}}`, 'broken_template'],
    ['a path that is too long', `{{${'a.'.repeat(20)}a}}`, 'broken_template'],
    ['a climb that is too high', `{{${'../'.repeat(300)}a}}`, 'broken_template'],
  ])('%s', (_name, source, code) => {
    expect(outcome(source, { a: 1, x: 1 })).toBe(code);
  });
});
