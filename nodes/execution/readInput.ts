import { type Field, type RawInput, type Result, ZgodaError } from '@zgoda/engine';
import { type IDataObject, type IExecuteFunctions, tryToParseDateTime } from 'n8n-workflow';
import { optionsName } from '../description/properties';

/** The values of one item, as the node's fields hold them after their expressions ran. */
export function readInput(context: IExecuteFunctions, fields: readonly Field[], itemIndex: number): Result<RawInput> {
  const timeZone = context.getTimezone();
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    try {
      values[field.name] = inEngineForm(field, valueOf(context, field, itemIndex), timeZone);
    } catch (cause) {
      const facts = { field: field.label, problem: 'its expression cannot be worked out' };
      return { ok: false, error: new ZgodaError('invalid_input', facts, cause) };
    }
  }
  return { ok: true, value: values };
}

function valueOf(context: IExecuteFunctions, field: Field, itemIndex: number): unknown {
  if (field.advanced !== true) return context.getNodeParameter(field.name, itemIndex, null);
  return (context.getNodeParameter(optionsName, itemIndex, {}) as IDataObject)[field.name];
}

/** n8n's date picker gives a wall-clock time without an offset: it means the workflow's time zone. */
function inEngineForm(field: Field, value: unknown, timeZone: string): unknown {
  if (value === null || value === undefined || value === '') return value;
  if (field.kind === 'dateTime') return parsedTime(value, timeZone)?.toISO() ?? value;
  if (field.kind === 'date') return parsedTime(value, timeZone)?.toISODate() ?? value;
  return value;
}

/** Null for what is no time: the engine then says so, with the field's name. */
function parsedTime(value: unknown, timeZone: string): ReturnType<typeof tryToParseDateTime> | null {
  try {
    return tryToParseDateTime(value, timeZone);
  } catch {
    return null;
  }
}
