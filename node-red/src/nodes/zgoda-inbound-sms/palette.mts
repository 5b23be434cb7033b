import type { Palette } from '../../../generate/palette.mts';

export const palette: Palette = {
  result: [
    [
      'kind',
      'string',
      {
        en: 'What it is: <code>stop</code>, <code>start</code>, <code>help</code>, <code>keyword</code>, <code>unclear</code>, <code>other</code> or <code>delivery</code>; also in <code>msg.topic</code>.',
        pl: 'Co to jest: <code>stop</code>, <code>start</code>, <code>help</code>, <code>keyword</code>, <code>unclear</code>, <code>other</code> lub <code>delivery</code>; także w <code>msg.topic</code>.',
      },
    ],
    ['phone', 'string', { en: 'Who wrote, or got the text.', pl: 'Kto napisał lub dostał SMS.' }],
    ['text', 'string', { en: 'What a reply says.', pl: 'Treść odpowiedzi.' }],
    [
      'state',
      'string',
      {
        en: 'What a delivery report says: <code>delivered</code>, <code>undelivered</code>, <code>rejected</code>, <code>expired</code>, <code>blocked</code>, <code>cancelled</code> or <code>uncertain</code>.',
        pl: 'Co mówi raport doręczenia: <code>delivered</code>, <code>undelivered</code>, <code>rejected</code>, <code>expired</code>, <code>blocked</code>, <code>cancelled</code> lub <code>uncertain</code>.',
      },
    ],
    [
      'messageId',
      'string',
      { en: 'Which text a delivery report is of.', pl: 'Którego SMS-a dotyczy raport doręczenia.' },
    ],
  ],
  details: [
    {
      en: 'An accepted text that is blocked (<code>blocked</code>) or cancelled (<code>cancelled</code>) before it leaves gets a delivery report too. <code>uncertain</code>: the operator’s answer was lost; another report follows if more becomes known.',
      pl: 'Przyjęty SMS, który zablokowano (<code>blocked</code>) lub anulowano (<code>cancelled</code>) przed wysłaniem, także dostaje raport doręczenia. <code>uncertain</code>: odpowiedź operatora zaginęła; kolejny raport przyjdzie, jeśli będzie wiadomo więcej.',
    },
    {
      en: 'A STOP is obeyed by the engine itself, before the flow hears of it: the number is blocked and the withdrawal is in the ledger. Events that came while the flow was off are told when it is back. An event may be told twice after a crash; <code>payload.eventId</code> is then the same.',
      pl: 'STOP wykonuje sam silnik, zanim dowie się o nim przepływ: numer jest zablokowany, a wycofanie zapisane w rejestrze. Zdarzenia z czasu, gdy przepływ nie działał, przychodzą po jego powrocie. Po awarii zdarzenie może przyjść dwa razy; <code>payload.eventId</code> jest wtedy ten sam.',
    },
  ],
};
