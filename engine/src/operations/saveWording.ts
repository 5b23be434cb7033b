import { z } from 'zod/v4';
import type { SaveWordingResult } from '../compliance/wordings';
import { field } from '../shared/fields';
import { purposeField } from './commonFields';
import { defineOperation } from './operation';

const input = z.object({
  wording: field(z.string().trim().min(1, 'It is missing').max(100), {
    label: 'Wording',
    labelPl: 'Nazwa',
    help: 'Name by which Record Consent finds it.',
    helpPl: 'Nazwa, po której znajdzie ją Zapisz zgodę.',
    placeholder: 'e.g. newsletter',
  }),
  text: field(z.string().max(4_000), {
    label: 'Text',
    labelPl: 'Treść',
    help: 'The exact words that people agree to. Every version is kept as it was.',
    helpPl: 'Dokładne słowa, na które osoby się zgadzają. Każda wersja zostaje taka, jaka była.',
    kind: 'longText',
    placeholder: 'e.g. I agree to receive offers from MyShop by SMS. I can stop at any time.',
    placeholderPl: 'np. Zgadzam się na otrzymywanie ofert MojSklep SMS-em. Mogę zrezygnować w każdej chwili.',
  }),
  language: field(z.string().min(1, 'It is missing').max(35).default('en'), {
    label: 'Language',
    labelPl: 'Język',
    help: 'Language code of the text. Save the wording once for each language that you show it in.',
    helpPl: 'Kod języka treści. Zapisz treść raz dla każdego języka, w którym ją pokazujesz.',
    placeholder: 'e.g. pl',
  }),
  purpose: purposeField(),
  isDefault: field(z.boolean().default(false), {
    label: 'For All Other Languages',
    labelPl: 'Dla innych języków',
    help: 'Whether people whose language has no text see this one. The first language saved is used so anyway.',
    helpPl: 'Czy osoby, w których języku nie ma treści, zobaczą tę. Pierwszy zapisany język i tak tak działa.',
    advanced: true,
  }),
});

/** Saves the text of one language as the next version of a consent wording. */
export const saveWording = defineOperation<typeof input, SaveWordingResult>({
  name: 'saveWording',
  title: 'Save Consent Wording',
  titlePl: 'Zapisz treść zgody',
  action: 'Save a consent wording',
  summary: 'Keeps the words that people agree to under a name, every version of them, for use in Record Consent.',
  summaryPl: 'Przechowuje pod nazwą słowa, na które osoby się zgadzają, każdą ich wersję, do użycia w Zapisz zgodę.',
  resultKey: 'savedWording',
  outputs: [{ name: 'saved', label: 'Saved', labelPl: 'Zapisane' }],
  outputOf: () => 0,
  needsRoute: false,
  input,
  run: (services, inputs) => services.wordings.save(inputs),
});
