import { countries } from './countries';
// Of the IANA time zone database (zone.tab, 2025b), which is in the public domain.
import zoneTable from './zones.json';

const zonesByCountry: Readonly<Record<string, readonly string[]>> = zoneTable;

/** The time zones (IANA) of a country; none for an unknown one. */
export function zonesOfCountry(country: string | null): readonly string[] {
  return (country === null ? undefined : zonesByCountry[country]) ?? [];
}

/** The time zones in which the owner of a number may be. */
export function zonesOfNumber(country: string | null, number: string): readonly string[] {
  const told = country === null ? undefined : countries.get(country)?.zones;
  const fitting = told?.filter(({ prefix }) => number.startsWith(prefix)) ?? [];
  const [longest] = fitting.toSorted((one, other) => other.prefix.length - one.prefix.length);
  return longest?.zones ?? zonesOfCountry(country);
}
