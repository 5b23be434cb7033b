import type { z } from 'zod/v4';
import { ZgodaError } from '../shared/errors';
import { describeFields } from '../shared/fields';
import { coerceInput, type RawInput } from './coerce';
import { problemOf } from './problemOf';

/**
 * The settings of a configuration as a door holds them, checked. Throws `invalid_config`, which names the setting and
 * never repeats its value.
 */
export function readConfig<Schema extends z.ZodObject>(schema: Schema, raw: RawInput): z.output<Schema> {
  const fields = describeFields(schema);
  const values = coerceInput(fields, raw);
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0] ?? '');
  const label = fields.find((field) => field.name === name)?.label ?? name;
  throw new ZgodaError('invalid_config', { field: label, problem: problemOf(issue, values) });
}
