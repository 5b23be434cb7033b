import { z } from 'zod/v4';
import type { CheckResult } from '../compliance/consentChecks';
import { countryField, purposeField } from './commonFields';
import { field } from '../shared/fields';
import { defineOperation } from './operation';

const input = z.object({
  phone: field(z.string().max(64).optional(), {
    label: 'Phone',
    labelPl: 'Telefon',
    help: 'Phone number of the person, best with + and country code.',
    helpPl: 'Numer telefonu osoby, najlepiej z + i kodem kraju.',
    kind: 'phone',
    placeholder: 'e.g. +44 7700 900123',
    from: 'phone',
  }),
  purpose: purposeField(),
  receipt: field(z.enum(['none', 'iso27560', 'kantara']).default('none'), {
    label: 'Consent Receipt',
    labelPl: 'Potwierdzenie zgody',
    help: 'Whether to give the consent in force as a receipt, for the person or for another system. Name your company in the store’s settings.',
    helpPl:
      'Czy podać obowiązującą zgodę jako potwierdzenie, dla osoby lub innego systemu. Nazwę firmy wpisz w ustawieniach magazynu.',
    options: {
      none: { label: 'None', labelPl: 'Bez' },
      iso27560: { label: 'ISO/IEC TS 27560', labelPl: 'ISO/IEC TS 27560' },
      kantara: { label: 'Kantara 1.1', labelPl: 'Kantara 1.1' },
    },
    advanced: true,
  }),
  contactId: field(z.string().max(100).optional(), {
    label: 'Contact ID',
    labelPl: 'ID kontaktu',
    help: 'Id that Upsert Contact gave, in place of the phone number.',
    helpPl: 'ID nadane przez Zapisz kontakt, zamiast numeru telefonu.',
    advanced: true,
  }),
  country: countryField(),
});

/** Tells whether a person may be texted, and why; changes nothing. */
export const checkConsent = defineOperation<typeof input, CheckResult>({
  name: 'checkConsent',
  title: 'Check Consent',
  titlePl: 'Sprawdź zgodę',
  action: 'Check whether a person may be texted',
  summary: 'Tells whether a person may be texted at this moment, and what the answer rests on. Changes nothing.',
  summaryPl: 'Mówi, czy wolno teraz pisać do osoby i na czym opiera się odpowiedź. Niczego nie zmienia.',
  resultKey: 'consentCheck',
  outputs: [
    { name: 'maySend', label: 'May Send', labelPl: 'Wolno' },
    { name: 'mayNot', label: 'May Not', labelPl: 'Nie wolno' },
  ],
  outputOf: (output) => (output.maySend ? 0 : 1),
  needsRoute: false,
  input,
  run: (services, inputs) => services.consentChecks.check(inputs),
});
