import type { Palette } from '../../../generate/palette.mts';

export const palette: Palette = {
  result: [
    ['contactId', 'string', { en: 'The person’s identifier.', pl: 'Identyfikator osoby.' }],
    ['phone', 'string', { en: 'The number in international form.', pl: 'Numer w postaci międzynarodowej.' }],
    ['created', 'boolean', { en: 'Whether the person is new.', pl: 'Czy to nowa osoba.' }],
  ],
  details: [
    {
      en: 'A field left out keeps what is stored. Saving a contact is no consent: add a <b>Record Consent</b> node.',
      pl: 'Pole pominięte zostawia zapisaną wartość. Zapisanie kontaktu nie jest zgodą: dodaj węzeł <b>Zapisz zgodę</b>.',
    },
  ],
};
