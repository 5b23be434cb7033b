import type { Palette } from '../../../generate/palette.mts';

export const palette: Palette = {
  result: [
    ['asked', 'boolean', { en: 'Whether a text was taken on.', pl: 'Czy SMS przyjęto do wysyłki.' }],
    [
      'reason',
      'string',
      {
        en: 'Why nobody was asked: <code>suppressed</code>, <code>agreed_already</code>, <code>too_soon</code> or <code>too_many</code>.',
        pl: 'Dlaczego nie poproszono: <code>suppressed</code>, <code>agreed_already</code>, <code>too_soon</code> lub <code>too_many</code>.',
      },
    ],
    ['expiresAt', 'string', { en: 'Until when it can be confirmed.', pl: 'Do kiedy można potwierdzić.' }],
    ['entryId', 'string', { en: 'The request in the ledger.', pl: 'Prośba w rejestrze.' }],
  ],
  details: [
    {
      en: 'The text is a service text: it goes to people who have not agreed yet, but never to a number that is blocked for all texts or whose owner complained. Until it is confirmed nothing else is sent. A reply such as YES confirms by itself; a code is checked by <b>Confirm Consent</b>.',
      pl: 'To SMS usługowy: trafia do osób, które jeszcze nie wyraziły zgody, ale nigdy na numer zablokowany dla wszystkich SMS-ów ani na numer po skardze. Do potwierdzenia nic innego nie wychodzi. Odpowiedź, na przykład TAK, potwierdza sama; kod sprawdza <b>Potwierdź zgodę</b>.',
    },
    {
      en: 'Save templates named <code>opt-in-code</code> (with <code>{{code}}</code>) and <code>opt-in-reply</code> to use your own words.',
      pl: 'Własne słowa zapisz jako szablony <code>opt-in-code</code> (z <code>{{code}}</code>) i <code>opt-in-reply</code>.',
    },
  ],
};
