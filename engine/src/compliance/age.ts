import { DateTime } from 'luxon';
import { zonesOfCountry } from './jurisdictions/zones';

/** Full years between a birth date (`YYYY-MM-DD`) and a moment, by the calendar of a country (null: UTC). */
export function ageAt(birthDate: string, atMs: number, country: string | null): number {
  const zone = zonesOfCountry(country)[0] ?? 'UTC';
  const born = DateTime.fromISO(birthDate, { zone });
  return Math.floor(DateTime.fromMillis(atMs, { zone }).diff(born, 'years').years);
}
