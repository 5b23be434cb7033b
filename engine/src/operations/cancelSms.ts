import { z } from 'zod/v4';
import type { CancelResult } from '../campaign/cancellations';
import { field } from '../shared/fields';
import { defineOperation } from './operation';

const input = z
  .object({
    by: field(z.enum(['campaign', 'messageId', 'deduplicationKey']).default('campaign'), {
      label: 'What to Cancel',
      labelPl: 'Co anulować',
      help: 'Only texts that have not left yet can be cancelled.',
      helpPl: 'Anulować da się tylko SMS-y, które jeszcze nie wyszły.',
      options: {
        campaign: { label: 'A Whole Campaign', labelPl: 'Całą kampanię' },
        messageId: { label: 'One Text, by Message ID', labelPl: 'Jeden SMS, po ID' },
        deduplicationKey: { label: 'One Text, by Deduplication Key', labelPl: 'Jeden SMS, po kluczu powtórzeń' },
      },
    }),
    campaign: field(z.string().max(200).optional(), {
      label: 'Campaign',
      labelPl: 'Kampania',
      help: 'The name that the texts were sent under. Texts that are sent under it later go out.',
      helpPl: 'Nazwa, pod którą wysłano SMS-y. SMS-y wysłane pod nią później wyjdą.',
      placeholder: 'e.g. Spring open day',
      placeholderPl: 'np. Wiosenny dzień otwarty',
      from: 'campaign',
      showWhen: { field: 'by', values: ['campaign'] },
    }),
    messageId: field(z.string().max(100).optional(), {
      label: 'Message ID',
      labelPl: 'ID SMS-a',
      help: 'The messageId that Send SMS gave.',
      helpPl: 'Wartość messageId z węzła Wyślij SMS.',
      from: 'messageId',
      showWhen: { field: 'by', values: ['messageId'] },
    }),
    deduplicationKey: field(z.string().max(200).optional(), {
      label: 'Deduplication Key',
      labelPl: 'Klucz powtórzeń',
      help: 'The key that the text was sent with. A cancelled text does not use it up: it can be sent again.',
      helpPl: 'Klucz, z którym wysłano SMS. Anulowany SMS go nie zużywa: można go wysłać ponownie.',
      placeholder: 'e.g. booking-1042-reminder',
      placeholderPl: 'np. rezerwacja-1042-przypomnienie',
      showWhen: { field: 'by', values: ['deduplicationKey'] },
    }),
  })
  .superRefine((given, context) => {
    if (given[given.by] === undefined) context.addIssue({ code: 'custom', path: [given.by], message: 'It is missing' });
  });

/** Cancels texts that have not left yet: one, or a whole campaign. */
export const cancelSms = defineOperation<typeof input, CancelResult>({
  name: 'cancelSms',
  title: 'Cancel SMS',
  titlePl: 'Anuluj SMS',
  action: 'Cancel SMS that have not left yet',
  summary: 'Cancels texts that have not left yet: a whole campaign, or one text.',
  summaryPl: 'Anuluje SMS-y, które jeszcze nie wyszły: całą kampanię albo jeden SMS.',
  resultKey: 'cancellation',
  outputs: [
    { name: 'cancelled', label: 'Cancelled', labelPl: 'Anulowane' },
    { name: 'alreadyLeft', label: 'Already Left', labelPl: 'Już wyszły' },
  ],
  outputOf: (output) => (output.alreadyLeft === 0 ? 0 : 1),
  needsRoute: false,
  input,
  run: (services, inputs) => services.cancellations.cancel(inputs),
});
