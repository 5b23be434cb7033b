import type { Palette } from '../../../generate/palette.mts';

export const palette: Palette = {
  result: [
    ['confirmed', 'boolean', { en: 'Whether the consent is valid now.', pl: 'Czy zgoda jest teraz ważna.' }],
    ['entryId', 'string', { en: 'The confirmation in the ledger.', pl: 'Potwierdzenie w rejestrze.' }],
    ['explanation', 'string', { en: 'What to tell the person.', pl: 'Co powiedzieć osobie.' }],
  ],
  details: [
    {
      en: 'A wrong code, an old one, a used one and a number that was never asked give the same answer, so that nobody learns who signed up. Five wrong codes end a request (the store’s settings say how many).',
      pl: 'Błędny, stary i użyty kod oraz numer, którego nie pytano, dają tę samą odpowiedź, by nikt nie dowiedział się, kto się zapisał. Pięć błędnych kodów kończy prośbę (liczba jest w ustawieniach magazynu).',
    },
  ],
};
