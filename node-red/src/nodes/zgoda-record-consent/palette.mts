import type { Palette } from '../../../generate/palette.mts';

export const palette: Palette = {
  result: [
    ['entryId', 'string', { en: 'The entry in the consent ledger.', pl: 'Wpis w rejestrze zgód.' }],
    ['state', 'string', { en: 'Where the person stands now.', pl: 'Obecny stan zgody osoby.' }],
    [
      'maySend',
      'boolean',
      { en: 'Whether a marketing text may be sent now.', pl: 'Czy można teraz wysłać SMS marketingowy.' },
    ],
  ],
  details: [
    {
      en: 'The ledger is only added to, never changed: it is your proof. A grant needs the exact wording, the method and the source.',
      pl: 'Do rejestru się tylko dopisuje, niczego się nie zmienia: to Twój dowód. Zgoda wymaga dokładnej treści, sposobu i źródła.',
    },
  ],
};
