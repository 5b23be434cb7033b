import { z } from 'zod/v4';
import { field } from '../shared/fields';

/** What the trigger tells of, as its users name it. */
export const inboundKinds = ['stop', 'start', 'help', 'keyword', 'unclear', 'other', 'delivery', 'request'] as const;

/** One of `inboundKinds`. */
export type InboundKind = (typeof inboundKinds)[number];

const input = z.object({
  kinds: field(z.array(z.enum(inboundKinds)).min(1, 'Choose at least one').default(['stop']), {
    label: 'Events',
    labelPl: 'Zdarzenia',
    help: 'What starts the flow. STOP is obeyed by itself, with or without a flow. A delivery report tells what became of a text, also of one that was blocked or cancelled before it left.',
    helpPl:
      'Co uruchamia przepływ. STOP działa sam, z przepływem lub bez. Raport doręczenia mówi, co stało się z SMS-em, także z zablokowanym lub anulowanym przed wysłaniem.',
    options: {
      stop: { label: 'STOP Reply', labelPl: 'Odpowiedź STOP' },
      start: { label: 'START Reply', labelPl: 'Odpowiedź START' },
      help: { label: 'HELP Reply', labelPl: 'Odpowiedź POMOC' },
      keyword: { label: 'Keyword', labelPl: 'Słowo kluczowe' },
      unclear: { label: 'Unclear Reply, for a Person to Read', labelPl: 'Niejasna odpowiedź, do przeczytania' },
      other: { label: 'Any Other Reply', labelPl: 'Inna odpowiedź' },
      delivery: { label: 'Delivery Report', labelPl: 'Raport doręczenia' },
      request: { label: 'Request of a Person Due Soon', labelPl: 'Zbliża się termin żądania osoby' },
    },
  }),
});

/** One event, as flows see it. */
export interface InboundSms {
  /** Same for a repeated telling of the same event; for `request`, the id of the request. */
  readonly eventId: string;
  readonly kind: InboundKind;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** E.164; null once the person is erased. */
  readonly phone: string | null;
  readonly contactId: string | null;
  /** The text of a reply. */
  readonly text: string | null;
  /** Our number, for a reply. */
  readonly to: string | null;
  /** The message of a delivery report. */
  readonly messageId: string | null;
  readonly campaign: string | null;
  /**
   * What a delivery report says: `delivered`, `undelivered`, `rejected`, `expired`, `blocked`, `cancelled`, or `uncertain`, after
   * which another report may come; `submitted` is told of one that was uncertain and that a person settled as sent.
   */
  readonly state: string | null;
}

/** The trigger's description; `Engine.listen` runs it. */
export const inboundSms = {
  name: 'inboundSms',
  title: 'Inbound SMS Trigger',
  titlePl: 'Odebrany SMS',
  summary: 'Starts the flow when a reply comes in, such as STOP, or a delivery report.',
  summaryPl: 'Uruchamia przepływ, gdy przyjdzie odpowiedź, na przykład STOP, lub raport doręczenia.',
  resultKey: 'inbound',
  input,
} as const;
