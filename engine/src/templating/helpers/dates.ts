import { DateTime, type DateTimeFormatOptions } from 'luxon';
import { formatSteps, localeOf, plainSpaces, textOption } from './arguments';
import type { Helper, HelperCall } from './helper';

const dateStyles: Readonly<Record<string, DateTimeFormatOptions>> = {
  short: DateTime.DATE_SHORT,
  medium: DateTime.DATE_MED,
  long: DateTime.DATE_FULL,
  full: DateTime.DATE_HUGE,
};

const dateOptions = ['style', 'format', 'zone', 'locale'];

/**
 * `{{date order.createdAt}}`, with `style` (short, medium, long, full) or `format` (Luxon's tokens, `d MMMM`), `zone` and
 * `locale`. Takes ISO 8601, SQL and RFC 2822 text, epoch milliseconds, or a date object.
 */
export const date: Helper = {
  parameters: [1, 1],
  options: dateOptions,
  apply(call) {
    const style = dateStyles[textOption(call, 'style') ?? 'short'];
    if (style === undefined) throw call.unusableOption('style', 'it is not short, medium, long or full');
    return format(call, style);
  },
};

/** `{{time order.createdAt}}`: hours and minutes; `format`, `zone` and `locale` as for `date`. */
export const time: Helper = {
  parameters: [1, 1],
  options: dateOptions.filter((name) => name !== 'style'),
  apply: (call) => format(call, DateTime.TIME_SIMPLE),
};

function format(call: HelperCall, style: DateTimeFormatOptions): string {
  call.spend(formatSteps);
  const zone = textOption(call, 'zone') ?? call.context.zone;
  const moment = readMoment(call.args[0], zone);
  if (!moment.isValid) {
    if (moment.invalidReason === 'unsupported zone') throw call.unusableOption('zone', 'there is no such time zone');
    throw call.unusable(0, 'it is not a date');
  }
  const local = moment.setLocale(localeOf(call));
  const pattern = textOption(call, 'format');
  return plainSpaces(pattern === undefined ? local.toLocaleString(style) : local.toFormat(pattern));
}

/** A time without a zone is one of `zone`. */
function readMoment(value: unknown, zone: string): DateTime {
  if (typeof value === 'number') return DateTime.fromMillis(value, { zone });
  if (value instanceof Date) return DateTime.fromJSDate(value, { zone });
  if (typeof value !== 'string' || value.length > 100) return DateTime.invalid('unparsable');
  const iso = DateTime.fromISO(value, { zone });
  if (iso.isValid || iso.invalidReason === 'unsupported zone') return iso;
  const sql = DateTime.fromSQL(value, { zone });
  return sql.isValid ? sql : DateTime.fromRFC2822(value, { zone });
}
