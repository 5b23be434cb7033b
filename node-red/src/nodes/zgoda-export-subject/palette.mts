import type { Palette } from '../../../generate/palette.mts';

export const palette: Palette = {
  result: [
    ['exportId', 'string', { en: 'The number that stands on the documents.', pl: 'Numer, który stoi na dokumentach.' }],
    ['found', 'boolean', { en: 'Whether anything is held.', pl: 'Czy cokolwiek jest przechowywane.' }],
    ['records', 'object', { en: 'How much is held, by kind.', pl: 'Ile jest przechowywane, według rodzaju.' }],
    [
      'files',
      'object',
      {
        en: '<code>json</code> and <code>pdf</code>, each with its <code>name</code>, <code>mediaType</code> and <code>content</code> (a Buffer).',
        pl: '<code>json</code> i <code>pdf</code>, każdy z <code>name</code>, <code>mediaType</code> i <code>content</code> (Buffer).',
      },
    ],
  ],
  details: [
    {
      en: 'The documents hold everything that is known of the person: make sure who asks, send them to nobody else, and do not leave them in the flow.',
      pl: 'Dokumenty zawierają wszystko, co wiadomo o osobie: upewnij się, kto pyta, nie wysyłaj ich nikomu innemu i nie zostawiaj ich w przepływie.',
    },
    {
      en: 'An e-mail address that several contacts share is refused: use the phone number or the contact ID.',
      pl: 'Adres e-mail wspólny dla kilku kontaktów jest odrzucany: użyj numeru telefonu lub ID kontaktu.',
    },
  ],
};
