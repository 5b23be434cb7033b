import { Elastic, shorten } from '../elastic';
import { textArgument, wholeOption, readNumber } from './arguments';
import type { Helper } from './helper';

const maxLength = 1_000;

/**
 * `{{truncate title 20}}`: at most so many characters, with `...` where something was cut; words and emoji stay whole.
 * `{{truncate title segments=1}}`: as much of it as lets the whole text fit into so many segments.
 */
export const truncate: Helper = {
  parameters: [1, 2],
  options: ['segments'],
  apply(call) {
    const text = textArgument(call, 0);
    const segments = wholeOption(call, 'segments', 1, 255);
    if (segments !== undefined) return new Elastic(text, segments);
    const length = readNumber(call.args[1]);
    if (length === null || !Number.isInteger(length) || length < 1 || length > maxLength) {
      throw call.unusable(1, `it is not a whole number from 1 to ${maxLength}`);
    }
    return shorten(text, length);
  },
};
