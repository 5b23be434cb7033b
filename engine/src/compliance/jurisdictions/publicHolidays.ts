import { DateTime } from 'luxon';

/** Whether a local day is one of `days` (`12-25`, or `easter+39`: days after Easter Sunday). */
export function isPublicHoliday(day: DateTime, days: readonly string[]): boolean {
  const sinceEaster = Math.round(day.startOf('day').diff(easterSunday(day.year, day.zoneName), 'days').days);
  const names = [day.toFormat('MM-dd'), `easter${sinceEaster < 0 ? '' : '+'}${sinceEaster}`];
  return names.some((name) => days.includes(name));
}

/** Easter of the Gregorian calendar (the anonymous algorithm in J. Meeus, Astronomical Algorithms, 2nd ed., ch. 8). */
function easterSunday(year: number, zone: string | null): DateTime {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const skipped = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - skipped + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const correction = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * correction + 114;
  return DateTime.fromObject({ year, month: Math.floor(days / 31), day: (days % 31) + 1 }, { zone: zone ?? 'UTC' });
}
