import { z } from 'zod/v4';
import type { ErasureResult } from '../compliance/erasure';
import { countryField, documentLanguageField, documentsField, subjectByField, subjectValueField } from './commonFields';
import { defineOperation } from './operation';

const input = z.object({
  by: subjectByField(),
  value: subjectValueField(),
  documents: documentsField({
    label: 'Certificate',
    labelPl: 'Zaświadczenie',
    help: 'Proof of the erasure, without personal data. PDF is for people to read, JSON for other systems.',
    helpPl: 'Dowód usunięcia, bez danych osobowych. PDF jest dla ludzi, JSON dla innych systemów.',
  }),
  language: documentLanguageField(),
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
  makesFiles: true,
  needsRoute: false,
  input,
  run: (services, inputs) => services.erasure.erase(inputs),
});
