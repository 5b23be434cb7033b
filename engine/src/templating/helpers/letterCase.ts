import { textArgument } from './arguments';
import type { Helper } from './helper';

/** `{{upper name}}`: in capitals, by the rules of the recipient's language. */
export const upper: Helper = {
  parameters: [1, 1],
  apply: (call) => textArgument(call, 0).toLocaleUpperCase(call.context.locale),
};

/** `{{lower name}}`: in small letters, by the rules of the recipient's language. */
export const lower: Helper = {
  parameters: [1, 1],
  apply: (call) => textArgument(call, 0).toLocaleLowerCase(call.context.locale),
};
