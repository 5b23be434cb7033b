import type { Palette } from '../../../generate/palette.mts';

export const palette: Palette = {
  result: [
    ['template', 'string', { en: 'Its name.', pl: 'Jego nazwa.' }],
    [
      'version',
      'number',
      { en: 'From 1; the same text again makes no new one.', pl: 'Od 1; ta sama treść nie tworzy nowej.' },
    ],
    ['languages', 'array', { en: 'The languages that it has.', pl: 'Języki, które ma.' }],
    ['warnings', 'array', { en: 'What its author should look at.', pl: 'Na co autor powinien spojrzeć.' }],
  ],
  details: [
    {
      en: 'A text with unknown helpers, unbalanced blocks or undeclared variables is not saved. <b>Send SMS</b> and <b>Preview SMS</b> take the name in Template, and choose the text by the person’s language.',
      pl: 'Treść z nieznanymi helperami, niedomkniętymi blokami lub niezgłoszonymi zmiennymi nie jest zapisywana. <b>Wyślij SMS</b> i <b>Podgląd SMS</b> przyjmują nazwę w polu Szablon i wybierają treść według języka osoby.',
    },
  ],
};
