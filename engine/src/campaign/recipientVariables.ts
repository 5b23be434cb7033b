import type { WithdrawalLink } from '../compliance/withdrawal/withdrawalLinks';
import type { Contact } from '../contacts/contact';
import type { Template } from '../templating/template';

/**
 * What a template sees of one recipient: the contact's own fields, over them what the item gives; the contact also as a
 * whole under `contact`. Fields that are not known are absent, so that a template's fallback is taken. A blank value of the
 * item, such as an empty cell of a sheet, does not hide what is known. `link` stands as `withdrawalLink`, whatever the item
 * gives by that name.
 */
export function recipientVariables(
  given: Readonly<Record<string, unknown>>,
  contact: Contact | null,
  link: WithdrawalLink | null = null,
): Record<string, unknown> {
  const linked = link === null ? given : { ...given, [linkName]: link.url };
  return contact === null ? { ...linked } : withKnown(linked, contact);
}

const linkName = 'withdrawalLink';

/** Whether a template shows the recipient's link. */
export function showsLink(template: Template): boolean {
  return template.variables.has(linkName);
}

function withKnown(given: Readonly<Record<string, unknown>>, contact: Contact): Record<string, unknown> {
  const known = knownOf(contact);
  const hides = (name: string): boolean => isBlank(given[name]) && Object.hasOwn(known, name);
  if (!Object.keys(given).some(hides)) return { ...known, ...given, contact: known };
  const telling = Object.entries(given).filter(([name]) => !hides(name));
  return { ...known, ...Object.fromEntries(telling), contact: known };
}

const ownFields = ['firstName', 'lastName', 'email', 'language', 'country', 'birthDate', 'groups'] as const;

function knownOf(contact: Contact): Record<string, unknown> {
  const known: Record<string, unknown> = { ...contact.attributes };
  for (const name of ownFields) {
    if (contact[name] !== null) known[name] = contact[name];
    else if (Object.hasOwn(known, name)) delete known[name];
  }
  return known;
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

/** The language of texts to people whose language is not known. */
export const defaultLocale = 'en';
