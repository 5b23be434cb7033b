import type { Palette } from '../../../generate/palette.mts';

export const palette: Palette = {
  result: [
    [
      'maySend',
      'boolean',
      { en: 'Whether a text of this purpose may be sent now.', pl: 'Czy wolno teraz wysłać SMS w tym celu.' },
    ],
    ['explanation', 'string', { en: 'Why, in a sentence.', pl: 'Dlaczego, jednym zdaniem.' }],
    [
      'reason',
      'string',
      {
        en: 'Why not: <code>no_consent</code>, <code>withdrawn</code>, <code>suppressed</code>, <code>minor_without_guardian</code>, <code>erased</code>, <code>invalid_number</code>.',
        pl: 'Dlaczego nie: <code>no_consent</code>, <code>withdrawn</code>, <code>suppressed</code>, <code>minor_without_guardian</code>, <code>erased</code>, <code>invalid_number</code>.',
      },
    ],
    [
      'entryIds',
      'array',
      {
        en: 'The entries of the ledger that the answer rests on.',
        pl: 'Wpisy rejestru, na których opiera się odpowiedź.',
      },
    ],
    [
      'rule, jurisdiction, source, ruleSince',
      'string',
      {
        en: 'The rule of law that was applied, where it is written, and from which day it holds.',
        pl: 'Zastosowany przepis, gdzie jest zapisany i od którego dnia obowiązuje.',
      },
    ],
    ['since', 'string', { en: 'Since when this is so.', pl: 'Od kiedy tak jest.' }],
    [
      'quietUntil',
      'string',
      { en: 'Until when marketing would be held for quiet hours.', pl: 'Do kiedy marketing czekałby na koniec ciszy.' },
    ],
    ['receipt', 'object', { en: 'The consent receipt, if wanted.', pl: 'Potwierdzenie zgody, jeśli chciane.' }],
  ],
  details: [
    {
      en: 'It asks the same gate that Send SMS asks, and creates nothing. <b>Send SMS</b> asks again in any case, so this node is for flows that must know before: what to show, whom to call.',
      pl: 'Pyta tę samą bramkę co Wyślij SMS i niczego nie tworzy. <b>Wyślij SMS</b> i tak zapyta ponownie; ten węzeł jest dla przepływów, które muszą wiedzieć wcześniej: co pokazać, do kogo zadzwonić.',
    },
  ],
};
