import { DateTime } from 'luxon';
import { isPublicHoliday } from './jurisdictions/publicHolidays';
import { ruleAt } from './jurisdictions/rules';

/** Where a deadline is reckoned. */
export interface DeadlinePlace {
  /** IANA. */
  readonly zone: string;
  /** ISO 3166-1 alpha-2, for public holidays; null: unknown, so only weekends move a deadline. */
  readonly country: string | null;
}

/**
 * The last moment to answer a request in (GDPR Art. 12(3)), epoch ms: the end of the day with the same number, so many months
 * after the day of receipt; where the month has no such day, of its last; on a Saturday, Sunday or public holiday, of the next
 * working day (Regulation 1182/71 Art. 3(2)(c), 3(4)).
 */
export function deadlineMs(receivedAtMs: number, months: number, { zone, country }: DeadlinePlace): number {
  let day = DateTime.fromMillis(receivedAtMs, { zone }).plus({ months });
  while (isFree(day, country)) day = day.plus({ days: 1 });
  return day.endOf('day').toMillis();
}

function isFree(day: DateTime, country: string | null): boolean {
  if (day.weekday > 5) return true;
  return country !== null && isPublicHoliday(day, ruleAt('publicHolidays', country, day.toMillis()).days);
}
