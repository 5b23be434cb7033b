import { and, eq, gt, lt, ne, not, or } from './comparison';
import { date, time } from './dates';
import { defaultHelper, lookup } from './fallback';
import type { Helper } from './helper';
import { capitalize, lower, upper } from './letterCase';
import { money, number, plural } from './numbers';
import { truncate } from './truncate';

const allowed: Readonly<Record<string, Helper>> = {
  ...{ and, capitalize, date, default: defaultHelper, eq, gt, lookup, lower, lt },
  ...{ money, ne, not, number, or, plural, time, truncate, upper },
};

/** Every helper that a template may call, by name. */
export const helpers: ReadonlyMap<string, Helper> = new Map(Object.entries(allowed));
