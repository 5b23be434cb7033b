import type { Palette } from '../../../generate/palette.mts';

export const palette: Palette = {
  tested: true,
  details: [
    {
      en: 'All nodes with this account share its connection. It opens with the first of them, closes with the last, and reconnects by itself. Accepted texts wait meanwhile.',
      pl: 'Wszystkie węzły z tym kontem dzielą jego połączenie. Otwiera się z pierwszym z nich, zamyka z ostatnim i samo się odnawia. Przyjęte SMS-y w tym czasie czekają.',
    },
    {
      en: 'The password is kept with Node-RED’s credentials, encrypted and apart from the flow. Every setting may be <code>${NAME}</code>, an environment variable.',
      pl: 'Hasło jest wśród poświadczeń Node-RED, zaszyfrowane i poza przepływem. Każde ustawienie może być zmienną środowiskową: <code>${NAZWA}</code>.',
    },
  ],
};
