import { ownValue } from '../rendering';
import { textArgument } from './arguments';
import type { Helper } from './helper';

/** `{{default firstName "friend"}}`: the first argument that is neither missing nor blank. */
export const defaultHelper: Helper = {
  parameters: [2, 10],
  takesMissing: true,
  apply: (call) =>
    call.args.find((value) => value !== undefined && !(typeof value === 'string' && value.trim() === '')),
};

/** `{{lookup prices size}}`: the value of a list or object by a computed name. */
export const lookup: Helper = {
  parameters: [2, 2],
  apply: (call) => ownValue(call.args[0], textArgument(call, 1)),
};
