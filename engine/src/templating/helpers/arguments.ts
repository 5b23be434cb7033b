import { usableLocale } from '../locale';
import { maxOutputLength } from '../rendering';
import { showValue } from '../showValue';
import type { HelperCall } from './helper';

/** What formatting by the rules of a language costs, in steps. */
export const formatSteps = 50;

/** An argument as text. */
export function textArgument(call: HelperCall, position: number): string {
  const text = showValue(call.args[position]);
  if (text === null) throw call.unusable(position, 'it is an object, or a list of them');
  if (text.length > maxOutputLength) throw call.unusable(position, 'it is too long for a text');
  call.spend(text.length);
  return text;
}

/** An argument as a number, also where it is written as text. */
export function numberArgument(call: HelperCall, position: number): number {
  const number = readNumber(call.args[position]);
  if (number === null) throw call.unusable(position, 'it is not a number');
  return number;
}

/** A value as a finite number, also where it is written as text; null for any other. */
export function readNumber(value: unknown): number | null {
  if (typeof value === 'string' && value.trim() !== '') return readNumber(Number(value));
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** An option as text; undefined when it is not given. */
export function textOption(call: HelperCall, name: string): string | undefined {
  const value = call.options[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value.length > 100) throw call.unusableOption(name, 'it is not a short text');
  return value;
}

/** An option as a whole number from `least` to `most`; undefined when it is not given. */
export function wholeOption(call: HelperCall, name: string, least: number, most: number): number | undefined {
  const value = call.options[name];
  if (value === undefined) return undefined;
  const number = readNumber(value);
  if (number === null || !Number.isInteger(number) || number < least || number > most) {
    throw call.unusableOption(name, `it is not a whole number from ${least} to ${most}`);
  }
  return number;
}

/** The language to format in: the option `locale`, else the recipient's. */
export function localeOf(call: HelperCall): string {
  return usableLocale(textOption(call, 'locale') ?? call.context.locale);
}

/** Formatted text with plain spaces: a no-break space alone would force UCS-2. */
export function plainSpaces(text: string): string {
  return text.replace(/[\u00A0\u2007\u2009\u202F]/g, ' ');
}
