import type { LedgerStore } from '../compliance/consent';
import type { SuppressionStore } from '../compliance/suppression';
import type { Contact, ContactStore } from '../contacts/contact';
import { isInternational } from '../contacts/phoneNumber';
import type { NumberKeyer } from '../shared/numberKey';
import type { SendInput } from './campaigns';
import { addressInput, type Addressed, type RecipientFacts } from './prepareMessage';

/** An input whose number was read, with what is known of the recipient. */
export interface KnownRecipient {
  readonly addressed: Addressed;
  readonly facts: RecipientFacts;
}

/** What recipients are looked up in. */
export interface RecipientPorts {
  readonly store: ContactStore & Pick<LedgerStore, 'readConsentStates'> & Pick<SuppressionStore, 'readSuppressions'>;
  readonly numberKey: NumberKeyer;
  readonly defaultCountry: string | null;
}

/** Reads the numbers of all inputs and what is known of their recipients, in a few queries; in order. */
export async function readRecipients(ports: RecipientPorts, inputs: readonly SendInput[]): Promise<KnownRecipient[]> {
  const { store, numberKey, defaultCountry } = ports;
  const contacts = await store.readContactsByNumber(unique(inputs.filter(isWrittenAsStored).map(({ phone }) => phone)));
  const addressed = inputs.map((input) => {
    const contact = isWrittenAsStored(input) ? contacts.get(input.phone) : undefined;
    return contact === undefined ? addressInput(input, defaultCountry, numberKey) : addressContact(input, contact);
  });
  await addContactsOf(store, addressed, contacts);
  const numberKeys = unique(addressed.flatMap((each) => each.numberKey ?? []));
  const contactIds = [...contacts.values()].map(({ id }) => id);
  const purposes = unique(addressed.map(({ input }) => input.purpose));
  const [suppressions, ...consents] = await Promise.all([
    store.readSuppressions(numberKeys),
    ...purposes.map((purpose) => store.readConsentStates(contactIds, purpose)),
  ]);
  return addressed.map((each) => {
    const contact = each.phone === null ? null : (contacts.get(each.phone.number) ?? null);
    const ofPurpose = consents[purposes.indexOf(each.input.purpose)];
    const consent = contact === null ? null : (ofPurpose?.get(contact.id) ?? null);
    const suppression = each.numberKey === null ? null : (suppressions.get(each.numberKey) ?? null);
    return { addressed: each, facts: { contact, consent, suppression } };
  });
}

const isWrittenAsStored = ({ phone, country }: SendInput): boolean => country === undefined && isInternational(phone);

/** A number that is stored was read when it was stored: reading and hashing it again would cost as much as the text. */
function addressContact(input: SendInput, { number, numberKey, country }: Contact): Addressed {
  return { input, phone: { number, country }, numberKey, identity: numberKey, problem: null };
}

/** Adds the contacts whose numbers were written in another way. */
async function addContactsOf(
  store: ContactStore,
  addressed: readonly Addressed[],
  contacts: Map<string, Contact>,
): Promise<void> {
  const missing = addressed.flatMap(({ input, phone }) =>
    phone === null || isWrittenAsStored(input) || contacts.has(phone.number) ? [] : [phone.number],
  );
  if (missing.length === 0) return;
  for (const [number, contact] of await store.readContactsByNumber(unique(missing))) contacts.set(number, contact);
}

function unique<Value extends string>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
