import type { Palette } from '../../../generate/palette.mts';

export const palette: Palette = {
  result: [
    ['wording', 'string', { en: 'Its name.', pl: 'Jej nazwa.' }],
    [
      'version',
      'number',
      { en: 'From 1; the same text again makes no new one.', pl: 'Od 1; ta sama treść nie tworzy nowej.' },
    ],
    ['languages', 'array', { en: 'The languages that it has.', pl: 'Języki, które ma.' }],
    [
      'sha256',
      'string',
      { en: 'Hash of the text, as consent entries hold it.', pl: 'Skrót treści, taki jak we wpisach zgód.' },
    ],
  ],
  details: [
    {
      en: '<b>Record Consent</b> takes the name in Saved Wording. The consent entry then holds the exact words, their version, language and hash: the version of the day on which the person acted. A wording of several languages must be named with the language that the person saw.',
      pl: '<b>Zapisz zgodę</b> przyjmuje nazwę w polu Zapisana treść zgody. Wpis zgody zawiera wtedy dokładne słowa, ich wersję, język i skrót: wersję z dnia, w którym osoba się zgodziła. Przy treści w kilku językach trzeba podać język, który osoba widziała.',
    },
  ],
};
