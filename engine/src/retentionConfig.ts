import { z } from 'zod/v4';
import { field } from './shared/fields';

const days = () => z.number().int().min(0).max(36_500).optional();

/** For how long data are kept; `engine/src/compliance/retention.ts` has what holds where these are blank. */
export const retentionSchema = z.object({
  keepMessagesDays: field(days(), {
    label: 'Keep Sent Texts (Days)',
    labelPl: 'Przechowuj wysłane SMS-y (dni)',
    help: 'After so many days, text and number of a message are taken away; the counts stay. 0: never. Blank: as last set for this store, at first 90.',
    helpPl:
      'Po tylu dniach usuwana jest treść i numer wiadomości; liczniki zostają. 0: nigdy. Puste: jak ostatnio ustawiono, na początku 90.',
    placeholder: 'e.g. 90',
    advanced: true,
  }),
  keepRepliesDays: field(days(), {
    label: 'Keep Replies (Days)',
    labelPl: 'Przechowuj odpowiedzi (dni)',
    help: 'The same for text and number of replies. 0: never. Blank: as last set, at first 90.',
    helpPl: 'To samo dla treści i numeru odpowiedzi. 0: nigdy. Puste: jak ostatnio ustawiono, na początku 90.',
    placeholder: 'e.g. 90',
    advanced: true,
  }),
  keepEventsDays: field(days(), {
    label: 'Keep Events (Days)',
    labelPl: 'Przechowuj zdarzenia (dni)',
    help: 'Replies and delivery reports wait so long for a trigger that is off, then they are not told any more. 0: for ever. Blank: as last set, at first 30.',
    helpPl:
      'Tak długo odpowiedzi i raporty czekają na wyłączony wyzwalacz, potem nie są już zgłaszane. 0: zawsze. Puste: jak ostatnio ustawiono, na początku 30.',
    placeholder: 'e.g. 30',
    advanced: true,
  }),
  keepReceiptsDays: field(days(), {
    label: 'Keep Operator IDs (Days)',
    labelPl: 'Przechowuj ID operatora (dni)',
    help: 'The operator’s IDs of segments are only needed until their receipts came. 0: for ever. Blank: as last set, at first 30.',
    helpPl:
      'ID segmentów u operatora są potrzebne tylko do nadejścia potwierdzeń. 0: zawsze. Puste: jak ostatnio ustawiono, na początku 30.',
    placeholder: 'e.g. 30',
    advanced: true,
  }),
  keepSignUpsDays: field(days(), {
    label: 'Keep Sign-up Requests (Days)',
    labelPl: 'Przechowuj prośby o zapis (dni)',
    help: 'Requests to confirm a sign-up are deleted so long after they ended; what was confirmed is in the ledger. 0: for ever. Blank: as last set, at first 30.',
    helpPl:
      'Tyle dni po zakończeniu usuwane są prośby o potwierdzenie zapisu; potwierdzone są w rejestrze. 0: zawsze. Puste: jak ostatnio ustawiono, na początku 30.',
    placeholder: 'e.g. 30',
    advanced: true,
  }),
});
