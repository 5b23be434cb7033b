import { ZgodaError } from '../shared/errors';
import type { AttributeValue } from './contact';

const maxAttributes = 100;
const maxAttributeName = 64;
const maxAttributeText = 2_000;
const dayMs = 86_400_000;

/** One key with its value, or nothing for a value that is absent: an absent field keeps what is stored. */
export function present<Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, string>);
}

/** Text in NFC without control and direction marks, inner blanks made single; undefined when nothing is left. */
export function tidyText(text: string | undefined): string | undefined {
  const tidy = text
    ?.normalize('NFC')
    .replace(/[\p{Zs}\s]+/gu, ' ')
    // The joiners (ZWNJ, ZWJ) belong to names in Persian and Indic scripts.
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}]/gu, '')
    .trim();
  return tidy === '' ? undefined : tidy;
}

/** A language code in its canonical case (`en-GB`). Throws `invalid_input`. */
export function canonicalLanguage(language: string | undefined): string | undefined {
  const tidy = tidyText(language);
  if (tidy === undefined) return undefined;
  try {
    return Intl.getCanonicalLocales(tidy)[0];
  } catch (cause) {
    throw new ZgodaError('invalid_input', { field: 'Language', problem: 'it is not a language code' }, cause);
  }
}

/** A birth date (`YYYY-MM-DD`) of somebody who may be alive. Throws `invalid_input`. */
export function checkedBirthDate(birthDate: string | undefined, nowMs: number): string | undefined {
  const tidy = tidyText(birthDate);
  if (tidy === undefined) return undefined;
  const bornMs = Date.parse(`${tidy}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(tidy) || Number.isNaN(bornMs) || !isSameDay(tidy, bornMs)) {
    throw new ZgodaError('invalid_input', { field: 'Birth Date', problem: 'it is not a date such as 2001-12-31' });
  }
  if (bornMs > nowMs + dayMs) {
    throw new ZgodaError('invalid_input', { field: 'Birth Date', problem: 'it lies in the future' });
  }
  if (bornMs < Date.UTC(1900, 0, 1)) {
    throw new ZgodaError('invalid_input', { field: 'Birth Date', problem: 'it lies before 1900' });
  }
  return tidy;
}

/** `Date.parse` turns 30 February into 2 March in some engines. */
function isSameDay(written: string, timeMs: number): boolean {
  return new Date(timeMs).toISOString().startsWith(written);
}

/** Attributes within their limits: 100 names of 64 characters, texts of 2,000. Throws `invalid_input`. */
export function checkedAttributes(
  attributes: Readonly<Record<string, AttributeValue>>,
): Readonly<Record<string, AttributeValue>> {
  const entries = Object.entries(attributes);
  if (entries.length > maxAttributes) refuse(`there are more than ${maxAttributes}`);
  return Object.fromEntries(entries.map(([name, value]) => [checkedName(name), checkedValue(value)]));
}

function checkedName(name: string): string {
  const tidy = tidyText(name) ?? '';
  if (tidy === '' || tidy.length > maxAttributeName) refuse(`a name is empty or longer than ${maxAttributeName}`);
  if (['__proto__', 'constructor', 'prototype'].includes(tidy)) refuse('a name is reserved');
  return tidy;
}

function checkedValue(value: AttributeValue): AttributeValue {
  if (typeof value === 'string' && value.length > maxAttributeText) {
    refuse(`a text is longer than ${maxAttributeText} characters`);
  }
  if (typeof value === 'number' && !Number.isFinite(value)) refuse('a number is not finite');
  return typeof value === 'string' ? value.normalize('NFC') : value;
}

function refuse(problem: string): never {
  throw new ZgodaError('invalid_input', { field: 'Attributes', problem });
}
