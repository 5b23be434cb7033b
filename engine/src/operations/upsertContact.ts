import { z } from 'zod/v4';
import type { UpsertResult } from '../contacts/contacts';
import { countryField, phoneField } from './commonFields';
import { field } from '../shared/fields';
import { defineOperation } from './operation';

const shortText = () => z.string().max(200).optional();

const input = z.object({
  phone: phoneField(),
  firstName: field(shortText(), {
    label: 'First Name',
    labelPl: 'Imię',
    help: 'First name, for use in texts.',
    helpPl: 'Imię, do użycia w treści.',
    from: 'firstName',
  }),
  lastName: field(shortText(), {
    label: 'Last Name',
    labelPl: 'Nazwisko',
    help: 'Last name, for use in texts.',
    helpPl: 'Nazwisko, do użycia w treści.',
    from: 'lastName',
  }),
  email: field(z.email('It must be an e-mail address').max(254).optional(), {
    label: 'Email',
    labelPl: 'E-mail',
    help: 'E-mail address, to find the person by.',
    helpPl: 'Adres e-mail, by móc odnaleźć osobę.',
    from: 'email',
  }),
  language: field(
    z
      .string()
      .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'It must be a language code such as pl or en-GB')
      .optional(),
    {
      label: 'Language',
      labelPl: 'Język',
      help: 'Language code, for dates, money and answers in the person’s language.',
      helpPl: 'Kod języka: daty, kwoty i odpowiedzi w języku osoby.',
      placeholder: 'e.g. pl',
      from: 'language',
    },
  ),
  birthDate: field(z.iso.date('It must be a date such as 2001-12-31').optional(), {
    label: 'Birth Date',
    labelPl: 'Data urodzenia',
    help: 'Needed only where children may be among the people: their consent needs a guardian.',
    helpPl: 'Potrzebna tylko, gdy mogą to być dzieci: ich zgoda wymaga opiekuna.',
    kind: 'date',
    from: 'birthDate',
  }),
  groups: field(z.array(z.string().min(1).max(100)).max(100).default([]), {
    label: 'Groups',
    labelPl: 'Grupy',
    help: 'Groups to add the person to, separated by commas.',
    helpPl: 'Grupy, do których dodać osobę, po przecinku.',
    kind: 'list',
    placeholder: 'e.g. customers, newsletter',
    placeholderPl: 'np. klienci, newsletter',
    from: 'groups',
  }),
  attributes: field(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}), {
    label: 'Attributes',
    labelPl: 'Atrybuty',
    help: 'More values for texts, as JSON. They are added to those stored.',
    helpPl: 'Dalsze wartości do treści, jako JSON. Dodawane do zapisanych.',
    kind: 'json',
    advanced: true,
  }),
  country: countryField(),
});

/** Creates or updates a contact by phone number. */
export const upsertContact = defineOperation<typeof input, UpsertResult>({
  name: 'upsertContact',
  title: 'Upsert Contact',
  titlePl: 'Zapisz kontakt',
  action: 'Create or update a contact',
  summary: 'Creates or updates a person, found by phone number.',
  summaryPl: 'Tworzy lub aktualizuje osobę, odnajdując ją po numerze telefonu.',
  resultKey: 'contact',
  outputs: [{ name: 'saved', label: 'Saved', labelPl: 'Zapisane' }],
  outputOf: () => 0,
  needsRoute: false,
  input,
  run: (services, inputs) => services.contacts.upsert(inputs),
});
