import { MAX_OUTPUT_LENGTH } from '../rendering';
import { showValue } from '../showValue';
import type { HelperCall } from './helper';

/** An argument as text. */
export function textArgument(call: HelperCall, position: number): string {
  const text = showValue(call.args[position]);
  if (text === null) throw call.unusable(position, 'it is a list or an object');
  if (text.length > MAX_OUTPUT_LENGTH) throw call.unusable(position, 'it is too long for a text');
  call.spend(text.length);
  return text;
}

/** An argument as a number, also where it is written as text. */
export function numberArgument(call: HelperCall, position: number): number {
  const value = call.args[position];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw call.unusable(position, 'it is not a number');
  return number;
}
