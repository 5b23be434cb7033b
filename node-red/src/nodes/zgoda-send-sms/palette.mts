import type { Palette } from '../../../generate/palette.mts';

export const palette: Palette = {
  result: [
    ['accepted', 'boolean', { en: 'Whether the text was taken on.', pl: 'Czy SMS przyjęto do wysyłki.' }],
    [
      'reason',
      'string',
      {
        en: 'Why it was not sent, for example <code>no_consent</code>, <code>withdrawn</code>, <code>suppressed</code>, <code>invalid_number</code>, <code>duplicate</code>.',
        pl: 'Dlaczego go nie wysłano, na przykład <code>no_consent</code>, <code>withdrawn</code>, <code>suppressed</code>, <code>invalid_number</code>, <code>duplicate</code>.',
      },
    ],
    ['explanation', 'string', { en: 'The same, in a sentence.', pl: 'To samo, jednym zdaniem.' }],
    ['state', 'string', { en: 'How far the text has come.', pl: 'Jak daleko dotarł SMS.' }],
    [
      'heldUntil',
      'string',
      {
        en: 'Until when an accepted text waits: for the time that was set, or, with the reason <code>quiet_hours</code>, for the end of quiet hours.',
        pl: 'Do kiedy przyjęty SMS czeka: na ustawiony czas albo, z powodem <code>quiet_hours</code>, na koniec ciszy.',
      },
    ],
    ['segments', 'number', { en: 'How many segments it takes.', pl: 'Ile zajmuje segmentów.' }],
    ['messageId', 'string', { en: 'To match delivery reports.', pl: 'Do łączenia z raportami doręczenia.' }],
  ],
  details: [
    {
      en: 'The gate decides, not the flow: a marketing text goes only to a person with a recorded consent who has not replied STOP. What may not be sent leaves by <b>Not Sent</b>, with the reason.',
      pl: 'Decyduje bramka, a nie przepływ: marketing trafia tylko do osoby z zapisaną zgodą, która nie odpisała STOP. Czego nie wolno wysłać, wychodzi przez <b>Niewysłane</b>, z powodem.',
    },
    {
      en: 'Accepted means safely stored: the text is sent even if Node-RED restarts. Without an SMPP account the node works in <b>test mode</b>: texts go to a built-in simulator and reach no phone.',
      pl: 'Przyjęte znaczy bezpiecznie zapisane: SMS zostanie wysłany, nawet gdy Node-RED się zrestartuje. Bez konta SMPP węzeł działa w <b>trybie testowym</b>: SMS-y trafiają do wbudowanego symulatora, na żaden telefon.',
    },
  ],
};
