import type { z } from 'zod/v4';
import { ZgodaError } from '../shared/errors';
import { mapInTurns } from '../shared/mapInTurns';
import { attempt, successes, type Result } from '../shared/result';
import { coerceInput, type RawInput } from './coerce';
import { describeFields, type Field } from '../shared/fields';
import type { Operation, RunContext } from './operation';
import { problemOf } from './problemOf';
import type { Services } from './services';

/**
 * Runs an operation over the raw inputs of a door: checks each, runs the good ones in one call, and gives one result for
 * each input, in order. Rejects only when nothing could be done at all, for example when the store is gone.
 */
export async function runOperation<Schema extends z.ZodObject, Output extends object>(
  operation: Operation<Schema, Output>,
  services: Services,
  rawInputs: readonly RawInput[],
  context: RunContext,
): Promise<Result<Output>[]> {
  const fields = describeFields(operation.input);
  const checked = await mapInTurns(rawInputs, (raw) => attempt(() => parseInput(operation.input, fields, raw)));
  const good = successes(checked);
  const answers = good.length === 0 ? [] : await operation.run(services, good, context);
  let next = 0;
  return checked.map((each) => (each.ok ? (answers[next++] as Result<Output>) : each));
}

/** One input, checked. Throws `invalid_input` with the field's label; never repeats the value. */
export function parseInput<Schema extends z.ZodObject>(
  schema: Schema,
  fields: readonly Field[],
  raw: RawInput,
): z.output<Schema> {
  const values = coerceInput(fields, raw);
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0] ?? '');
  const label = fields.find((each) => each.name === name)?.label ?? name;
  throw new ZgodaError('invalid_input', { field: label, problem: problemOf(issue, values) });
}
