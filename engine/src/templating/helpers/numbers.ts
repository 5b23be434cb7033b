import { formatSteps, localeOf, numberArgument, plainSpaces, textArgument, textOption, wholeOption } from './arguments';
import type { Helper, HelperCall } from './helper';

const maxFormatters = 500;
const formatters = new Map<string, Intl.NumberFormat>();
const pluralRules = new Map<string, Intl.PluralRules>();

/** `{{number distance decimals=1}}`: by the rules of the recipient's language. */
export const number: Helper = {
  parameters: [1, 1],
  options: ['decimals', 'locale'],
  apply: (call) => formatNumber(call, {}),
};

/**
 * `{{money total "PLN"}}` or `{{money total currency=order.currency}}`, with `decimals` and `display` (symbol, code, name).
 * `display="code"` keeps `zł`, which GSM 7-bit lacks, out of the text.
 */
export const money: Helper = {
  parameters: [1, 2],
  options: ['currency', 'decimals', 'display', 'locale'],
  apply(call) {
    const currency = call.args.length > 1 ? textArgument(call, 1) : textOption(call, 'currency');
    if (currency === undefined || !/^[A-Za-z]{3}$/.test(currency)) {
      throw call.unusableOption('currency', 'it is not a currency code of three letters');
    }
    const display = textOption(call, 'display') ?? 'symbol';
    if (display !== 'symbol' && display !== 'code' && display !== 'name') {
      throw call.unusableOption('display', 'it is not symbol, code or name');
    }
    return formatNumber(call, { style: 'currency', currency, currencyDisplay: display });
  },
};

/**
 * `{{plural count one="produkt" few="produkty" many="produktów" other="produktu"}}`: the form that the language asks for
 * (CLDR plural rules). A form that is not given falls back to `other`, then `many`.
 */
export const plural: Helper = {
  parameters: [1, 1],
  options: ['zero', 'one', 'two', 'few', 'many', 'other', 'locale'],
  apply(call) {
    call.spend(formatSteps);
    const category = pluralRulesOf(localeOf(call)).select(numberArgument(call, 0));
    const form = call.options[category] ?? call.options['other'] ?? call.options['many'];
    if (form === undefined) throw call.unusableOption(category, 'the template does not give this form');
    return form;
  },
};

function formatNumber(call: HelperCall, options: Intl.NumberFormatOptions): string {
  call.spend(formatSteps);
  const decimals = wholeOption(call, 'decimals', 0, 10);
  const digits = decimals === undefined ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return plainSpaces(formatterOf(localeOf(call), { ...options, ...digits }).format(numberArgument(call, 0)));
}

function formatterOf(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale}/${options.currency}/${options.currencyDisplay}/${options.minimumFractionDigits}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  if (formatters.size >= maxFormatters) formatters.clear();
  const formatter = new Intl.NumberFormat(locale, options);
  formatters.set(key, formatter);
  return formatter;
}

function pluralRulesOf(locale: string): Intl.PluralRules {
  const known = pluralRules.get(locale);
  if (known !== undefined) return known;
  if (pluralRules.size >= maxFormatters) pluralRules.clear();
  const rules = new Intl.PluralRules(locale);
  pluralRules.set(locale, rules);
  return rules;
}
