import type { Contact } from '../contacts/contact';

/**
 * What a template sees of one recipient: the contact's own fields, over them what the item gives; the contact also as a
 * whole under `contact`. Fields that are not known are absent, so that a template's fallback is taken. A blank value of the
 * item, such as an empty cell of a sheet, does not hide what is known.
 */
export function recipientVariables(
  given: Readonly<Record<string, unknown>>,
  contact: Contact | null,
): Record<string, unknown> {
  if (contact === null) return { ...given };
  const { firstName, lastName, email, language, country, birthDate, groups } = contact;
  const own = { ...contact.attributes, firstName, lastName, email, language, country, birthDate, groups };
  const known = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null));
  const telling = Object.entries(given).filter(([name, value]) => !isBlank(value) || !Object.hasOwn(known, name));
  return { ...known, ...Object.fromEntries(telling), contact: known };
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

/** The language of texts to people whose language is not known. */
export const defaultLocale = 'en';
