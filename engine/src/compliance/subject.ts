import type { ContactStore } from '../contacts/contact';
import { parsePhoneNumber } from '../contacts/phoneNumber';
import { ZgodaError } from '../shared/errors';
import type { NumberKeyer } from '../shared/numberKey';
import type { SubjectKeys } from './subjectStore';

/** Whom a request is about, as it was asked. */
export interface SubjectInput {
  readonly by: 'phone' | 'contactId' | 'email';
  readonly value: string;
  readonly country?: string | undefined;
}

/** What finding a subject needs from outside. */
export interface SubjectPorts {
  readonly numberKey: NumberKeyer;
  /** ISO 3166-1 alpha-2, for numbers written without a country code. */
  readonly defaultCountry: string | null;
}

/**
 * What a subject is found by: one set of keys for each contact, or for the number where it belongs to none. Empty for a
 * contact id or an e-mail address that nobody has. Throws `subject_missing`, `invalid_number`, `country_missing`.
 */
export async function findSubjects(
  contacts: ContactStore,
  input: SubjectInput,
  ports: SubjectPorts,
): Promise<SubjectKeys[]> {
  const value = input.value.trim();
  if (value === '') throw new ZgodaError('subject_missing');
  if (input.by === 'phone') {
    const { number } = parsePhoneNumber(value, input.country ?? ports.defaultCountry);
    const contact = (await contacts.readContactsByNumber([number])).get(number);
    return [{ contactId: contact?.id ?? null, number, numberKey: ports.numberKey(number) }];
  }
  const found =
    input.by === 'email'
      ? await contacts.readContactsByEmail(value.toLowerCase())
      : [await contacts.readContact(value)];
  return found
    .filter((contact) => contact !== null)
    .map(({ id, number, numberKey }) => ({ contactId: id, number, numberKey }));
}
