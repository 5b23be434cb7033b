import { z } from 'zod/v4';
import { field } from '../shared/fields';

/** How the engine deals with people's replies and sign-ups by itself. */
export const repliesSchema = z.object({
  answerReplies: field(z.array(z.enum(['stop', 'start', 'help'])).default(['stop', 'start', 'help']), {
    label: 'Answer Replies',
    labelPl: 'Odpowiadaj na SMS-y',
    help: 'Which replies get a short answer by themselves, in the person’s language: once, and paid as any text. STOP is obeyed in any case.',
    helpPl:
      'Które odpowiedzi dostają same krótki SMS zwrotny w języku osoby: raz, płatny jak każdy inny. STOP działa zawsze.',
    options: {
      stop: { label: 'STOP', labelPl: 'STOP' },
      start: { label: 'START', labelPl: 'START' },
      help: { label: 'HELP', labelPl: 'POMOC' },
    },
    advanced: true,
  }),
  linkBaseUrl: field(
    z
      .url({ protocol: /^https?$/, error: 'It must be a web address' })
      .max(200)
      .optional(),
    {
      label: 'Withdrawal Link',
      labelPl: 'Link rezygnacji',
      help: 'Web address of the page on which people stop offers; {{withdrawalLink}} in a text is this address and 11 characters more. The shorter, the cheaper.',
      helpPl:
        'Adres strony, na której osoby rezygnują z ofert; {{withdrawalLink}} w treści to ten adres i 11 znaków więcej. Im krótszy, tym taniej.',
      placeholder: 'e.g. https://shop.example/s',
    },
  ),
  optInDigits: field(z.number().int().min(4).max(10).default(6), {
    label: 'Digits of a Code',
    labelPl: 'Cyfry kodu',
    help: 'Length of the code that confirms a sign-up.',
    helpPl: 'Długość kodu, który potwierdza zapis.',
    advanced: true,
  }),
  optInTries: field(z.number().int().min(1).max(20).default(5), {
    label: 'Tries for a Code',
    labelPl: 'Próby kodu',
    help: 'After so many wrong codes a new one must be asked for; after twice as many in a day the number must wait.',
    helpPl: 'Po tylu błędnych kodach trzeba poprosić o nowy; po dwa razy tylu w ciągu doby numer musi poczekać.',
    advanced: true,
  }),
  optInHours: field(z.number().positive().max(720).default(24), {
    label: 'Hours to Confirm',
    labelPl: 'Godziny na potwierdzenie',
    help: 'How long a sign-up may be confirmed.',
    helpPl: 'Jak długo można potwierdzić zapis.',
    advanced: true,
  }),
  optInResends: field(z.number().int().min(0).max(10).default(3), {
    label: 'Repeated Texts',
    labelPl: 'Ponowienia SMS-a',
    help: 'How many more texts a number may be sent in a day to confirm its sign-up, after the first.',
    helpPl: 'Ile kolejnych SMS-ów z prośbą o potwierdzenie numer może dostać w ciągu doby, po pierwszym.',
    advanced: true,
  }),
  optInPauseSeconds: field(z.number().int().min(0).max(86_400).default(60), {
    label: 'Seconds between Texts',
    labelPl: 'Sekundy między SMS-ami',
    help: 'How soon such a text may be repeated.',
    helpPl: 'Po jakim czasie taki SMS można ponowić.',
    advanced: true,
  }),
});

/** See `repliesSchema`. */
export type RepliesConfig = z.output<typeof repliesSchema>;

/** How often and how long a sign-up may be confirmed, as the settings say. */
export function optInLimitsOf({ optInTries, optInHours, optInResends, optInPauseSeconds }: RepliesConfig) {
  return {
    tries: optInTries,
    expiryMs: optInHours * 3_600_000,
    resends: optInResends,
    pauseMs: optInPauseSeconds * 1_000,
  };
}
