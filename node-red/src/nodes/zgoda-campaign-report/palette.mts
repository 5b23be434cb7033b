import type { Palette } from '../../../generate/palette.mts';

export const palette: Palette = {
  result: [
    ['accepted', 'number', { en: 'Texts taken on.', pl: 'SMS-y przyjęte do wysyłki.' }],
    ['delivered', 'number', { en: 'Texts that the phones have.', pl: 'SMS-y doręczone na telefony.' }],
    ['underway', 'number', { en: 'Texts on their way.', pl: 'SMS-y w drodze.' }],
    ['cancelled', 'number', { en: 'Texts cancelled before they left.', pl: 'SMS-y anulowane, zanim wyszły.' }],
    ['notSent', 'object', { en: 'Texts not sent, by reason.', pl: 'SMS-y niewysłane, według powodu.' }],
    ['segments', 'number', { en: 'Segments to pay for.', pl: 'Segmenty do zapłaty.' }],
  ],
};
