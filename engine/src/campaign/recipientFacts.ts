import type { GateFacts, GateFactStore } from '../compliance/gateFacts';
import type { SuppressionStore } from '../compliance/suppression';
import type { Contact } from '../contacts/contact';
import { isInternational } from '../contacts/phoneNumber';
import type { NumberKeyer } from '../shared/numberKey';
import type { Purpose } from '../shared/purpose';
import type { SendInput } from './campaigns';
import { addressInput, type Addressed, type RecipientFacts } from './prepareMessage';

/** An input whose number was read, with what is known of the recipient. */
export interface KnownRecipient {
  readonly addressed: Addressed;
  readonly facts: RecipientFacts;
}

/** What recipients are looked up in. */
export interface RecipientPorts {
  readonly store: GateFactStore & Pick<SuppressionStore, 'readSuppressions'>;
  readonly numberKey: NumberKeyer;
  readonly defaultCountry: string | null;
}

/** Reads the numbers of all inputs and what is known of their recipients; in order. Known numbers take one answer. */
export async function readRecipients(ports: RecipientPorts, inputs: readonly SendInput[]): Promise<KnownRecipient[]> {
  const { store, numberKey, defaultCountry } = ports;
  const purposes = unique(inputs.map(({ purpose }) => purpose));
  const known = await store.readGateFacts(unique(inputs.filter(isWrittenAsStored).map(({ phone }) => phone)), purposes);
  const addressed = inputs.map((input) => {
    const contact = isWrittenAsStored(input) ? known.get(input.phone)?.contact : undefined;
    return contact === undefined ? addressInput(input, defaultCountry, numberKey) : addressContact(input, contact);
  });
  const others = addressed.flatMap(({ input, phone }) =>
    phone === null || isWrittenAsStored(input) || known.has(phone.number) ? [] : [phone.number],
  );
  const facts =
    others.length === 0 ? known : new Map([...known, ...(await store.readGateFacts(unique(others), purposes))]);
  const factsOf = ({ phone }: Addressed) => (phone === null ? undefined : facts.get(phone.number));
  const strangers = addressed.filter((each) => factsOf(each) === undefined).flatMap((each) => each.numberKey ?? []);
  const suppressions = strangers.length === 0 ? null : await store.readSuppressions(unique(strangers));
  return addressed.map((each) => {
    const found = factsOf(each);
    if (found !== undefined) return { addressed: each, facts: gateFactsFor(found, each.input.purpose) };
    const suppression = each.numberKey === null ? null : (suppressions?.get(each.numberKey) ?? null);
    return { addressed: each, facts: { contact: null, consent: null, suppression } };
  });
}

const gateFactsFor = ({ contact, consents, suppression }: GateFacts, purpose: Purpose): RecipientFacts => ({
  contact,
  consent: consents.get(purpose) ?? null,
  suppression,
});

const isWrittenAsStored = ({ phone, country }: SendInput): boolean => country === undefined && isInternational(phone);

/** A number that is stored was read when it was stored: reading and hashing it again would cost as much as the text. */
function addressContact(input: SendInput, { number, numberKey, country }: Contact): Addressed {
  return { input, phone: { number, country }, numberKey, identity: numberKey, problem: null };
}

function unique<Value extends string>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
