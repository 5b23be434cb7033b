import { attempt, fillSuccesses, successes, type Result } from '../shared/result';
import type { Clock } from '../shared/clock';
import type { IdSource } from '../shared/ids';
import type { NumberKeyer } from '../shared/numberKey';
import type { AttributeValue, Contact, ContactChange, ContactStore } from './contact';
import { canonicalLanguage, checkedAttributes, checkedBirthDate, present, tidyText } from './contactFields';
import { parsePhoneNumber } from './phoneNumber';

/** What an upsert is asked: a phone number as people write it, and what is known of the person. */
export interface UpsertInput {
  readonly phone: string;
  readonly country?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly email?: string | undefined;
  readonly language?: string | undefined;
  readonly birthDate?: string | undefined;
  readonly groups: readonly string[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** A saved contact, as flows see it. */
export interface UpsertResult {
  readonly contactId: string;
  /** E.164. */
  readonly phone: string;
  readonly created: boolean;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly country: string | null;
  readonly language: string | null;
  readonly groups: readonly string[];
}

/** The contacts of one store. */
export interface Contacts {
  upsert(inputs: readonly UpsertInput[]): Promise<Result<UpsertResult>[]>;
  findByNumber(numbers: readonly string[]): Promise<Map<string, Contact>>;
}

/** What contacts need from outside. */
export interface ContactPorts {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly numberKey: NumberKeyer;
  /** ISO 3166-1 alpha-2, for numbers written without a country code. */
  readonly defaultCountry: string | null;
}

/** The contacts of a store. */
export function createContacts(store: ContactStore, ports: ContactPorts): Contacts {
  return {
    async upsert(inputs) {
      const changes = inputs.map((input) => attempt(() => changeOf(input, ports)));
      const saved = await store.upsertContacts(successes(changes), ports.clock.nowMs());
      return fillSuccesses(changes, saved.map(resultOf));
    },
    findByNumber: (numbers) => store.readContactsByNumber(numbers),
  };
}

function changeOf(input: UpsertInput, ports: ContactPorts): ContactChange {
  const phone = parsePhoneNumber(input.phone, input.country ?? ports.defaultCountry);
  const country = phone.country ?? input.country?.toUpperCase();
  return {
    id: ports.ids.next(),
    number: phone.number,
    numberKey: ports.numberKey(phone.number),
    ...present('firstName', tidyText(input.firstName)),
    ...present('lastName', tidyText(input.lastName)),
    ...present('email', tidyText(input.email)),
    ...present('language', canonicalLanguage(input.language)),
    ...present('birthDate', checkedBirthDate(input.birthDate, ports.clock.nowMs())),
    ...present('country', country),
    attributes: checkedAttributes(input.attributes),
    groups: [...new Set(input.groups.map(tidyText).filter((group) => group !== undefined))],
  };
}

function resultOf({ contact, created }: { contact: Contact; created: boolean }): UpsertResult {
  const { id, number, firstName, lastName, country, language, groups } = contact;
  return { contactId: id, phone: number, created, firstName, lastName, country, language, groups };
}
