import { z } from 'zod/v4';
import { field } from '../../../engine/src/shared/fields';
import { success } from '../../../engine/src/shared/result';
import { defineOperation } from '../../../engine/src/operations/operation';
import { runOperation } from '../../../engine/src/operations/runOperation';
import type { Services } from '../../../engine/src/operations/services';

const words = (label: string) => ({ label, labelPl: label, help: label, helpPl: label });
const echo = defineOperation({
  name: 'echo',
  title: 'Echo',
  titlePl: 'Echo',
  action: 'Echo',
  summary: '',
  summaryPl: '',
  resultKey: 'echo',
  outputs: [{ name: 'out', label: 'Out', labelPl: 'Out' }],
  outputOf: () => 0,
  needsRoute: false,
  input: z.object({
    name: field(z.string().min(1), words('Name')),
    size: field(z.enum(['small', 'large']).default('small'), words('Size')),
    tags: field(z.array(z.string()).default([]), words('Tags')),
    data: field(z.record(z.string(), z.unknown()).default({}), words('Data')),
  }),
  run: async (_services, inputs) => inputs.map((input) => success(input)),
});
const services = {} as Services;
const run = (inputs: Record<string, unknown>[]) => runOperation(echo, services, inputs, { route: null });

describe('runOperation', () => {
  it('reads form text into types and fills in defaults', async () => {
    const [result] = await run([{ name: 'a', size: '', tags: 'x, y', data: '{"k":1}' }]);
    expect(result).toEqual({ ok: true, value: { name: 'a', size: 'small', tags: ['x', 'y'], data: { k: 1 } } });
  });

  it('takes a list as a JSON array too', async () => {
    const [result] = await run([{ name: 'a', tags: '["x, y", "z"]' }]);
    expect(result).toMatchObject({ ok: true, value: { tags: ['x, y', 'z'] } });
  });

  it('tells of a file that was read in the wrong encoding', async () => {
    const results = await run([{ name: 'Zo\uFFFD' }, { name: 'Zoë', data: { city: '\uFFFDd' } }]);
    const sentences = results.map((result) => (result.ok ? '' : result.error.message));
    expect(sentences[0]).toBe('Name: the text was read in the wrong encoding; it holds broken characters.');
    expect(sentences[1]).toMatch(/^Data: /);
  });

  it('fails bad items alone, in place, naming the field and not the value', async () => {
    const results = await run([
      { name: 'a' },
      { size: 'large' },
      { name: 'c', size: 'secret-value' },
      { name: 'd', data: '{' },
    ]);
    expect(results.map((result) => result.ok)).toEqual([true, false, false, false]);
    const sentences = results.map((result) => (result.ok ? '' : result.error.message));
    expect(sentences[1]).toBe('Name: it is missing.');
    expect(sentences[2]).toBe('Size: it must be one of small, large.');
    expect(sentences[3]).toBe('Data: this is not valid JSON.');
    expect(sentences.join()).not.toContain('secret-value');
  });
});
