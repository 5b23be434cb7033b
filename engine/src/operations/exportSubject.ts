import { z } from 'zod/v4';
import type { SubjectExportResult } from '../compliance/subjectExport';
import { countryField, documentLanguageField, documentsField, subjectByField, subjectValueField } from './commonFields';
import { defineOperation } from './operation';

const input = z.object({
  by: subjectByField(),
  value: subjectValueField(),
  documents: documentsField(),
  language: documentLanguageField(),
  country: countryField(),
});

/** Access and portability (GDPR 15, 20): hands over everything that is held on a person. */
export const exportSubject = defineOperation<typeof input, SubjectExportResult>({
  name: 'exportSubject',
  title: 'Export Subject Data',
  titlePl: 'Eksportuj dane osoby',
  action: 'Export everything held on a person',
  summary: 'Hands over everything held on a person, as JSON and as PDF.',
  summaryPl: 'Wydaje wszystko, co wiadomo o osobie, jako JSON i PDF.',
  resultKey: 'export',
  outputs: [{ name: 'exported', label: 'Exported', labelPl: 'Wydane' }],
  outputOf: () => 0,
  makesFiles: true,
  needsRoute: false,
  input,
  run: (services, inputs) => services.subjectExports.export(inputs),
});
