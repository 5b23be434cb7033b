import { z } from 'zod/v4';
import type { ConfirmResult } from '../compliance/optIns';
import { field } from '../shared/fields';
import { countryField, ipAddressField, phoneField, userAgentField } from './commonFields';
import { defineOperation } from './operation';

const input = z.object({
  phone: phoneField(),
  code: field(z.string().min(1, 'It is missing').max(40), {
    label: 'Code',
    labelPl: 'Kod',
    help: 'The code that the person was texted and entered.',
    helpPl: 'Kod, który osoba dostała SMS-em i wpisała.',
    placeholder: 'e.g. 123456',
    from: 'code',
  }),
  source: field(z.string().max(500).optional(), {
    label: 'Source',
    labelPl: 'Źródło',
    help: 'Where the code was entered. Blank: where the person signed up.',
    helpPl: 'Gdzie wpisano kod. Puste: tam, gdzie osoba się zapisała.',
    placeholder: 'e.g. https://shop.example/newsletter',
    advanced: true,
  }),
  ipAddress: ipAddressField(),
  userAgent: userAgentField(),
  country: countryField(),
});

/** Checks the code that a person was texted; the right one makes the consent. */
export const confirmConsent = defineOperation<typeof input, ConfirmResult>({
  name: 'confirmConsent',
  title: 'Confirm Consent',
  titlePl: 'Potwierdź zgodę',
  action: 'Confirm a consent by its code',
  summary: 'Checks the code that a person was texted by Request Consent; the right one makes the consent valid.',
  summaryPl: 'Sprawdza kod wysłany przez Poproś o zgodę; właściwy kod czyni zgodę ważną.',
  resultKey: 'confirmation',
  outputs: [
    { name: 'confirmed', label: 'Confirmed', labelPl: 'Potwierdzona' },
    { name: 'notConfirmed', label: 'Not Confirmed', labelPl: 'Niepotwierdzona' },
  ],
  outputOf: ({ confirmed }) => (confirmed ? 0 : 1),
  needsRoute: false,
  input,
  run: (services, inputs) => services.optIns.confirm(inputs),
});
