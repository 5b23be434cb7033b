import {
  ParseError,
  parsePhoneNumberWithError,
  type CountryCode,
  type PhoneNumber as Parsed,
} from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';
import { ZgodaError } from '../shared/errors';

/** A number that a text can be sent to. */
export interface PhoneNumber {
  /** E.164 with its plus sign. */
  readonly number: string;
  /** ISO 3166-1 alpha-2; null where the numbering plan names none. */
  readonly country: string | null;
}

/** Ofcom's 07700 900000 to 900999 (which libphonenumber calls invalid), ARCEP's 06 39 98 xx xx, NANPA's 555-0100 to 555-0199. */
const fictionRange = /^\+(?:447700900\d{3}|3363998\d{4}|1[2-9]\d{2}55501\d{2})$/;

/** Whether a number (E.164) is kept for films and examples: nobody can have it. */
export const isFictionNumber = (number: string): boolean => fictionRange.test(number);

/** E.164 as it is stored: whether such a number exists is not looked at. */
export const isInternational = (written: string): boolean => /^\+[1-9]\d{6,14}$/.test(written);

/** What people write between digits. */
const writtenForm = /^\(?\+?[\p{Nd} ().\-/]+$/u;

/**
 * Reads a phone number as people write it: with spaces, dashes, dots, brackets, `00` for the plus sign, `tel:`, full-width
 * digits or invisible characters. `defaultCountry` (ISO 3166-1 alpha-2) is for numbers without a country code.
 * Throws `invalid_number`, `country_missing`, or `invalid_input` for an unknown country; never repeats the number.
 */
export function parsePhoneNumber(written: string, defaultCountry: string | null): PhoneNumber {
  const tidy = tidyWriting(written);
  if (tidy === '') throw new ZgodaError('invalid_number', { problem: 'it is empty' });
  if (!writtenForm.test(tidy)) throw new ZgodaError('invalid_number', { problem: problemOfWriting(tidy) });
  const international = toInternational(tidy);
  if (!international.startsWith('+') && defaultCountry === null) throw new ZgodaError('country_missing');
  const parsed = parse(international, defaultCountry === null ? undefined : knownCountry(defaultCountry));
  if (!parsed.isValid() && !isFictionNumber(parsed.number)) {
    throw new ZgodaError('invalid_number', { problem: 'no such number exists in its country' });
  }
  return { number: parsed.number, country: parsed.country ?? mainCountryOf(parsed.countryCallingCode) };
}

function tidyWriting(written: string): string {
  return written
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}]/gu, '')
    .replace(/[\p{Zs}\s]+/gu, ' ')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .trim()
    .replace(/^'/, '')
    .replace(/^(?:tel|sms):/i, '')
    .trim();
}

function problemOfWriting(tidy: string): string {
  if (/[,;|]/.test(tidy) && /\d{5}.*[,;|].*\d{5}/.test(tidy)) return 'it is more than one number';
  if (/^[\d ().+-]*\d\s*(?:[,;#x*]|ext|wew|poste)[^\d]*\d+$/i.test(tidy)) return 'it has an extension';
  return 'it has other characters than a number';
}

/** `00` and a bracketed country code become the plus form; the `(0)` that is dropped after a country code goes. */
function toInternational(tidy: string): string {
  const plus = tidy.replace(/^\(\s*(\+|00)\s*(\d{1,3})\s*\)/, '+$2').replace(/^\+?\s*00(?=[ ().-]*[1-9])/, '+');
  return plus.startsWith('+') ? plus.replace(/\(\s*0\s*\)/, '') : plus;
}

function knownCountry(country: string): CountryCode {
  const code = country.toUpperCase();
  if (!Object.hasOwn(metadata.countries, code)) {
    throw new ZgodaError('invalid_input', { field: 'Country', problem: 'it is not a known country code' });
  }
  return code as CountryCode;
}

function parse(written: string, defaultCountry: CountryCode | undefined): Parsed {
  try {
    return parsePhoneNumberWithError(
      written,
      { extract: false, ...(defaultCountry === undefined ? {} : { defaultCountry }) },
      metadata,
    );
  } catch (thrown) {
    throw new ZgodaError('invalid_number', { problem: problemOfParsing(thrown) });
  }
}

function problemOfParsing(thrown: unknown): string {
  if (!(thrown instanceof ParseError)) return 'it cannot be read';
  switch (thrown.message) {
    case 'TOO_SHORT':
      return 'it is too short';
    case 'TOO_LONG':
      return 'it is too long';
    case 'INVALID_COUNTRY':
      return 'its country code does not exist';
    default:
      return 'it cannot be read';
  }
}

/** The country that a shared calling code belongs to in the first place: GB for 44. */
function mainCountryOf(callingCode: string): string | null {
  const countries: Readonly<Record<string, readonly string[]>> = metadata.country_calling_codes;
  const main = countries[callingCode]?.[0];
  return main === undefined || main === '001' ? null : main;
}
