import { z } from 'zod/v4';
import { field } from '../shared/fields';
import type { SaveTemplateResult } from '../templating/templates';
import { purposeField } from './commonFields';
import { defineOperation } from './operation';

const input = z.object({
  template: field(z.string().min(1, 'It is missing').max(100), {
    label: 'Template',
    labelPl: 'Szablon',
    help: 'Name by which Send SMS and Preview SMS find it.',
    helpPl: 'Nazwa, po której znajdą go Wyślij SMS i Podgląd SMS.',
    placeholder: 'e.g. order-ready',
  }),
  text: field(z.string().max(20_000), {
    label: 'Text',
    labelPl: 'Treść',
    help: 'What to send to people of this language. {{firstName}} and the like are filled in for each person (Handlebars).',
    helpPl:
      'Co wysyłać osobom mówiącym tym językiem. {{firstName}} i podobne są uzupełniane dla każdej osoby (Handlebars).',
    kind: 'template',
    placeholder: 'e.g. Hello {{firstName}}, your order {{order}} is ready.',
  }),
  language: field(z.string().min(1, 'It is missing').max(35).default('en'), {
    label: 'Language',
    labelPl: 'Język',
    help: 'Language code of the text. Save the template once for each language that you write in.',
    helpPl: 'Kod języka treści. Zapisz szablon raz dla każdego języka, w którym piszesz.',
    placeholder: 'e.g. pl',
  }),
  purpose: purposeField(),
  variables: field(z.array(z.string().min(1).max(100)).max(200).default([]), {
    label: 'Variables',
    labelPl: 'Zmienne',
    help: 'Names that your flow gives to the text, separated by commas: others are then refused as misspelt.',
    helpPl: 'Nazwy, które przepływ podaje treści, po przecinku: inne są wtedy odrzucane jako literówki.',
    kind: 'list',
    placeholder: 'e.g. order, total',
    advanced: true,
  }),
  isDefault: field(z.boolean().default(false), {
    label: 'For All Other Languages',
    labelPl: 'Dla innych języków',
    help: 'Whether people whose language has no text get this one. The first language saved is used so anyway.',
    helpPl: 'Czy osoby, w których języku nie ma treści, dostaną tę. Pierwszy zapisany język i tak tak działa.',
    advanced: true,
  }),
});

/** Checks the text of one language and saves it as the next version of a template. */
export const saveTemplate = defineOperation<typeof input, SaveTemplateResult>({
  name: 'saveTemplate',
  title: 'Save Template',
  titlePl: 'Zapisz szablon',
  action: 'Save a template',
  summary: 'Checks a text and saves it under a name, one for each language, for use in Send SMS and Preview SMS.',
  summaryPl: 'Sprawdza treść i zapisuje ją pod nazwą, osobno dla każdego języka, do użycia w Wyślij SMS i Podgląd SMS.',
  resultKey: 'savedTemplate',
  outputs: [{ name: 'saved', label: 'Saved', labelPl: 'Zapisane' }],
  outputOf: () => 0,
  needsRoute: false,
  input,
  run: (services, inputs) => services.templates.save(inputs),
});
