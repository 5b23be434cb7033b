import { localeOf, textArgument } from './arguments';
import type { Helper } from './helper';

/** `{{upper name}}`: in capitals, by the rules of the recipient's language. */
export const upper: Helper = {
  parameters: [1, 1],
  apply: (call) => textArgument(call, 0).toLocaleUpperCase(localeOf(call)),
};

/** `{{lower name}}`: in small letters, by the rules of the recipient's language. */
export const lower: Helper = {
  parameters: [1, 1],
  apply: (call) => textArgument(call, 0).toLocaleLowerCase(localeOf(call)),
};

/** `{{capitalize name}}`: each word with a capital first, the rest small (`ANNA-MARIA nowak`: `Anna-Maria Nowak`). */
export const capitalize: Helper = {
  parameters: [1, 1],
  apply(call) {
    const locale = localeOf(call);
    return textArgument(call, 0)
      .toLocaleLowerCase(locale)
      .replace(/(?<![\p{L}\p{M}'’])\p{L}/gu, (letter) => letter.toLocaleUpperCase(locale));
  },
};
