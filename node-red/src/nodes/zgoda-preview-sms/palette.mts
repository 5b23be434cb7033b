import type { Palette } from '../../../generate/palette.mts';

export const palette: Palette = {
  result: [
    ['text', 'string', { en: 'The text, filled in.', pl: 'Uzupełniona treść.' }],
    ['segments', 'number', { en: 'Segments to pay for.', pl: 'Segmenty do zapłaty.' }],
    ['charactersLeft', 'number', { en: 'Room in the last segment.', pl: 'Miejsce w ostatnim segmencie.' }],
    ['cost', 'number', { en: 'Cost, where a price is set.', pl: 'Koszt, jeśli podano cenę.' }],
    ['advice', 'array', { en: 'What to change to save a segment.', pl: 'Co zmienić, by oszczędzić segment.' }],
  ],
};
