import { z } from 'zod/v4';
import type { ErasureResult } from '../compliance/erasure';
import { countryField } from './commonFields';
import { field } from '../shared/fields';
import { defineOperation } from './operation';

const input = z.object({
  by: field(z.enum(['phone', 'contactId', 'email']).default('phone'), {
    label: 'Find By',
    labelPl: 'Szukaj po',
    help: 'What the person is known by.',
    helpPl: 'Po czym rozpoznać osobę.',
    options: {
      phone: { label: 'Phone', labelPl: 'Telefon' },
      contactId: { label: 'Contact ID', labelPl: 'ID kontaktu' },
      email: { label: 'Email', labelPl: 'E-mail' },
    },
  }),
  value: field(z.string().min(1, 'It is missing').max(254), {
    label: 'Value',
    labelPl: 'Wartość',
    help: 'The phone number, contact ID or e-mail address.',
    helpPl: 'Numer telefonu, ID kontaktu lub adres e-mail.',
    kind: 'phone',
    placeholder: 'e.g. +44 7700 900123',
    from: 'phone',
  }),
  country: countryField(),
});

/** The right to be forgotten (GDPR 17): removes a person everywhere, and keeps the number suppressed. */
export const eraseSubject = defineOperation<typeof input, ErasureResult>({
  name: 'eraseSubject',
  title: 'Erase Subject',
  titlePl: 'Usuń osobę',
  action: 'Erase everything held on a person',
  summary: 'Erases everything held on a person; the number stays blocked for marketing.',
  summaryPl: 'Usuwa wszystko o osobie; numer pozostaje zablokowany dla marketingu.',
  resultKey: 'erasure',
  outputs: [{ name: 'erased', label: 'Erased', labelPl: 'Usunięte' }],
  outputOf: () => 0,
  needsRoute: false,
  input,
  run: (services, inputs) => services.erasure.erase(inputs),
});
