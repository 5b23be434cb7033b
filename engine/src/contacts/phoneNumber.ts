import { ZgodaError } from '../shared/errors';

/** A number that a text can be sent to. */
export interface PhoneNumber {
  /** E.164 with its plus sign. */
  readonly number: string;
  /** ISO 3166-1 alpha-2; null where the numbering plan names none. */
  readonly country: string | null;
}

/** Reads a phone number as people write it. Throws `invalid_number` or `country_missing`. */
export function parsePhoneNumber(_written: string, _defaultCountry: string | null): PhoneNumber {
  throw new ZgodaError('internal', { problem: 'not written yet' });
}
