import type { Palette } from '../../../generate/palette.mts';

export const palette: Palette = {
  result: [
    ['text', 'string', { en: 'The text filled in.', pl: 'Uzupełniona treść.' }],
    ['segments', 'number', { en: 'How many segments it takes.', pl: 'Ile zajmuje segmentów.' }],
    ['charactersLeft', 'number', { en: 'Room in the last segment.', pl: 'Miejsce w ostatnim segmencie.' }],
    ['cost', 'number', { en: 'Segments times price.', pl: 'Segmenty razy cena.' }],
    ['advice', 'array', { en: 'What to change to save a segment.', pl: 'Co zmienić, by oszczędzić segment.' }],
    ['problem', 'string', { en: 'Why it would not be sent.', pl: 'Dlaczego nie zostałby wysłany.' }],
  ],
  details: [
    {
      en: 'Sends nothing and needs no SMPP account; with one, texts are counted and priced as that account sends them.',
      pl: 'Niczego nie wysyła i nie potrzebuje konta SMPP; z kontem SMS-y są liczone i wyceniane tak, jak to konto je wysyła.',
    },
  ],
};
