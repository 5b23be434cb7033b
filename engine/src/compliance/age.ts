import { consentAges, strictestConsentAge } from './jurisdictions/consentAge';

const yearsByCountry = new Map(consentAges.map(({ country, years }) => [country, years]));

/** From which age (full years) a person's own consent counts; the strictest where the country is unknown. */
export function consentAgeOf(country: string | null): number {
  return (country === null ? undefined : yearsByCountry.get(country)) ?? strictestConsentAge;
}

/** Full years between a birth date (`YYYY-MM-DD`) and a moment, by the UTC calendar. */
export function ageAt(birthDate: string, atMs: number): number {
  const [year = 0, month = 1, day = 1] = birthDate.split('-').map(Number);
  const at = new Date(atMs);
  const hadBirthday = at.getUTCMonth() + 1 > month || (at.getUTCMonth() + 1 === month && at.getUTCDate() >= day);
  return at.getUTCFullYear() - year - (hadBirthday ? 0 : 1);
}
