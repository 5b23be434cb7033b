import { coerceInput, describeFields, ZgodaError, type RawInput } from '@zgoda/engine';
import type { smppAccountSchema, storeConfigSchema } from '@zgoda/engine';

/** The settings of a configuration node, checked. Throws `invalid_config`, which names the setting and not its value. */
export function readConfig<Schema extends typeof smppAccountSchema | typeof storeConfigSchema>(
  schema: Schema,
  raw: RawInput,
): ReturnType<Schema['parse']> {
  const fields = describeFields(schema);
  const parsed = schema.safeParse(coerceInput(fields, raw));
  if (parsed.success) return parsed.data as ReturnType<Schema['parse']>;
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0] ?? '');
  const label = fields.find((field) => field.name === name)?.label ?? name;
  throw new ZgodaError('invalid_config', { field: label, problem: issue?.message ?? 'it is not usable' });
}
