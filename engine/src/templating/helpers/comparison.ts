import { isFilled } from '../isFilled';
import { readNumber } from './arguments';
import type { Helper, HelperCall } from './helper';

const condition = (least: number, most: number, holds: (call: HelperCall) => boolean): Helper => ({
  parameters: [least, most],
  takesMissing: true,
  apply: holds,
});

/** `{{#if (eq status "paid")}}`: same text or number (`"2"` and `2` are the same); a missing value equals nothing. */
export const eq = condition(2, 2, isSame);

/** `{{#if (ne status "paid")}}`: not `eq`. */
export const ne = condition(2, 2, (call) => !isSame(call));

/** `{{#if (gt count 1)}}`: both are numbers, and the first is greater. */
export const gt = condition(2, 2, (call) => order(call) > 0);

/** `{{#if (lt count 5)}}`: both are numbers, and the first is less. */
export const lt = condition(2, 2, (call) => order(call) < 0);

/** `{{#if (and vip phone)}}`: every value is filled. */
export const and = condition(1, 10, (call) => call.args.every(isFilled));

/** `{{#if (or vip staff)}}`: any value is filled. */
export const or = condition(1, 10, (call) => call.args.some(isFilled));

/** `{{#if (not vip)}}`: the value is not filled. */
export const not = condition(1, 1, (call) => !isFilled(call.args[0]));

function isSame({ args: [one, other] }: HelperCall): boolean {
  if (one === undefined || other === undefined) return false;
  return one === other || (isScalar(one) && isScalar(other) && String(one) === String(other));
}

/** NaN, which is neither less nor greater, unless both are numbers. */
function order({ args: [one, other] }: HelperCall): number {
  return (readNumber(one) ?? NaN) - (readNumber(other) ?? NaN);
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
