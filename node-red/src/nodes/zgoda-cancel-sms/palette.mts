import type { Palette } from '../../../generate/palette.mts';

export const palette: Palette = {
  result: [
    [
      'cancelled',
      'number',
      { en: 'Texts that were waiting, and will not be sent.', pl: 'SMS-y, które czekały i nie zostaną wysłane.' },
    ],
    [
      'alreadyLeft',
      'number',
      {
        en: 'Texts that it came too late for: the operator has them, or may have them.',
        pl: 'SMS-y, na które było za późno: operator je ma albo może je mieć.',
      },
    ],
    [
      'alreadyLeftByState',
      'object',
      {
        en: 'The same, by state: <code>submitted</code>, <code>delivered</code>, <code>uncertain</code> and the like.',
        pl: 'To samo, według stanu: <code>submitted</code>, <code>delivered</code>, <code>uncertain</code> i podobne.',
      },
    ],
    [
      'state',
      'string',
      {
        en: 'How the one text stands now: <code>cancelled</code> if it worked.',
        pl: 'Jaki jest teraz stan tego SMS-a: <code>cancelled</code>, jeśli się udało.',
      },
    ],
  ],
  details: [
    {
      en: 'Waiting texts are cancelled whether they wait for their turn, for a time or for the end of quiet hours. Where something had left already, the message goes out by <b>Already Left</b>, so that the flow can text an apology.',
      pl: 'Anulowane są SMS-y, które czekają na swoją kolej, na ustawiony czas lub na koniec ciszy. Gdy coś już wyszło, wiadomość idzie przez <b>Już wyszły</b>, żeby przepływ mógł wysłać przeprosiny.',
    },
    {
      en: 'First stop what sends the campaign: texts that are sent under its name afterwards go out. To send a corrected text, run the flow again under the same name: those whose text was cancelled get it, those who had one get no second. Cancelling twice does no harm.',
      pl: 'Najpierw zatrzymaj to, co wysyła kampanię: SMS-y wysłane potem pod jej nazwą wyjdą. Aby wysłać poprawioną treść, uruchom przepływ ponownie pod tą samą nazwą: dostaną ją osoby, których SMS anulowano, a te, które już dostały SMS, nie dostaną drugiego. Anulowanie dwa razy nie szkodzi.',
    },
  ],
};
