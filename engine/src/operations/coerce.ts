import { ZgodaError } from '../shared/errors';
import type { Field } from '../shared/fields';

/** An item's values as a door found them: text from forms and CSV files, typed values from code. */
export type RawInput = Readonly<Record<string, unknown>>;

/**
 * Turns form text into the types of the fields: blank means absent, lists are split at commas, JSON is read. A person
 * without a phone number has an empty one, so that the row is answered as any other unusable number.
 */
export function coerceInput(fields: readonly Field[], raw: RawInput): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const each of fields) {
    const value = raw[each.name];
    if (isBlank(value)) {
      if (each.required && (each.kind === 'phone' || (value !== undefined && value !== null))) values[each.name] = '';
      continue;
    }
    refuseBrokenText(each, value);
    values[each.name] = coerceValue(each, value);
  }
  return values;
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** U+FFFD is what decoders leave where a file is not in the encoding that it was read in. */
function refuseBrokenText(each: Field, value: unknown): void {
  const texts = typeof value === 'object' && value !== null ? Object.values(value) : [value];
  if (texts.some((text) => typeof text === 'string' && text.includes('\uFFFD'))) {
    throw new ZgodaError('wrong_encoding', { field: each.label });
  }
}

function coerceValue(each: Field, value: unknown): unknown {
  switch (each.kind) {
    case 'number':
      return typeof value === 'string' ? Number(value) : value;
    case 'boolean':
      return typeof value === 'string' ? readBoolean(value) : value;
    case 'list':
    case 'multiOptions':
      return typeof value === 'string' ? readList(each, value) : value;
    case 'json':
      return typeof value === 'string' ? readJson(each, value) : value;
    case 'text':
    case 'phone':
      return typeof value === 'number' ? String(value) : value;
    case 'dateTime':
      return value instanceof Date ? value.toISOString() : value;
    default:
      return value;
  }
}

function readBoolean(text: string): unknown {
  const lower = text.trim().toLowerCase();
  if (['true', 'yes', 'tak', '1'].includes(lower)) return true;
  if (['false', 'no', 'nie', '0'].includes(lower)) return false;
  return text;
}

/** Values between commas; a JSON array is taken as such. */
function readList(each: Field, text: string): unknown {
  if (text.trim().startsWith('[')) return readJson(each, text);
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function readJson(each: Field, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ZgodaError('invalid_input', { field: each.label, problem: 'this is not valid JSON' }, cause);
  }
}
