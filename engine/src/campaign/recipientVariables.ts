import type { Contact } from '../contacts/contact';

/**
 * What a template sees of one recipient: the contact's own fields, over them what the item gives; the contact also as a
 * whole under `contact`. Fields that are not known are absent, so that a template's fallback is taken.
 */
export function recipientVariables(
  given: Readonly<Record<string, unknown>>,
  contact: Contact | null,
): Record<string, unknown> {
  if (contact === null) return { ...given };
  const { firstName, lastName, email, language, country, birthDate, groups } = contact;
  const own = { ...contact.attributes, firstName, lastName, email, language, country, birthDate, groups };
  const known = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null));
  return { ...known, ...given, contact: known };
}

/** The language of texts to people whose language is not known. */
export const defaultLocale = 'en';
