import { z } from 'zod/v4';
import type { SendResult } from '../campaign/campaigns';
import {
  countryField,
  dateTime,
  encodingModeField,
  phoneField,
  purposeField,
  templateField,
  textField,
  variablesField,
} from './commonFields';
import { field } from '../shared/fields';
import { defineOperation } from './operation';

const input = z.object({
  phone: phoneField(),
  text: textField(),
  template: templateField(),
  purpose: purposeField(),
  campaign: field(z.string().max(200).optional(), {
    label: 'Campaign',
    labelPl: 'Kampania',
    help: 'Name to report by. In one campaign each number gets at most one text, however often the flow runs.',
    helpPl:
      'Nazwa do raportów. W jednej kampanii każdy numer dostaje najwyżej jeden SMS, ile razy by nie ruszył przepływ.',
    placeholder: 'e.g. Spring open day',
    placeholderPl: 'np. Wiosenny dzień otwarty',
  }),
  variables: variablesField(),
  sender: field(z.string().max(21).optional(), {
    label: 'Sender',
    labelPl: 'Nadawca',
    help: 'Name (at most 11 characters) or number shown on the phone. Blank: the account’s own.',
    helpPl: 'Nazwa (do 11 znaków) lub numer widoczny na telefonie. Puste: nadawca konta.',
    placeholder: 'e.g. MyShop',
    placeholderPl: 'np. MojSklep',
    advanced: true,
  }),
  country: countryField(),
  encodingMode: encodingModeField(),
  sendAt: field(dateTime().optional(), {
    label: 'Send At',
    labelPl: 'Wyślij o',
    help: 'Earliest time to send. Blank: at once.',
    helpPl: 'Najwcześniejszy czas wysyłki. Puste: od razu.',
    kind: 'dateTime',
    advanced: true,
  }),
  deduplicationKey: field(z.string().max(200).optional(), {
    label: 'Deduplication Key',
    labelPl: 'Klucz powtórzeń',
    help: 'A text with the same key is never sent twice. Blank: campaign and number, where a campaign is set.',
    helpPl: 'SMS o tym samym kluczu nigdy nie wychodzi dwa razy. Puste: kampania i numer, gdy podano kampanię.',
    placeholder: 'e.g. order-1042-paid',
    advanced: true,
  }),
  wait: field(z.enum(['accepted', 'submitted', 'delivered']).default('accepted'), {
    label: 'Wait For',
    labelPl: 'Czekaj na',
    help: 'When the item goes on: once safely queued, once the operator took it, or once the phone has it.',
    helpPl: 'Kiedy element idzie dalej: po bezpiecznym zapisaniu, po przyjęciu przez operatora czy po dostarczeniu.',
    options: {
      accepted: { label: 'Accepted', labelPl: 'Przyjęcie' },
      submitted: { label: 'Submitted to the Operator', labelPl: 'Przekazanie operatorowi' },
      delivered: { label: 'Delivered', labelPl: 'Doręczenie' },
    },
    advanced: true,
  }),
  waitSeconds: field(z.number().int().min(1).max(86_400).default(60), {
    label: 'Wait at Most (Seconds)',
    labelPl: 'Czekaj najwyżej (sekundy)',
    help: 'After this time the item goes on as it is; the text stays in the queue.',
    helpPl: 'Po tym czasie element idzie dalej; SMS zostaje w kolejce.',
    advanced: true,
    showWhen: { field: 'wait', values: ['submitted', 'delivered'] },
  }),
});

/** One text an item: checked by the gate, filled in, stored, then sent by the route. */
export const sendSms = defineOperation<typeof input, SendResult>({
  name: 'sendSms',
  title: 'Send SMS',
  titlePl: 'Wyślij SMS',
  action: 'Send an SMS',
  summary: 'Sends one text for each item, if the person may be texted.',
  summaryPl: 'Wysyła jeden SMS dla każdego elementu, jeśli wolno do tej osoby pisać.',
  resultKey: 'sms',
  outputs: [
    { name: 'accepted', label: 'Accepted', labelPl: 'Przyjęte' },
    { name: 'notSent', label: 'Not Sent', labelPl: 'Niewysłane' },
  ],
  outputOf: (output) => (output.accepted ? 0 : 1),
  needsRoute: true,
  input,
  run: (services, inputs, context) => services.campaigns.send(inputs, context.route),
});
