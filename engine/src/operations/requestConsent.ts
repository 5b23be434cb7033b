import { z } from 'zod/v4';
import type { AskResult } from '../compliance/optIns';
import { field } from '../shared/fields';
import {
  countryField,
  ipAddressField,
  phoneField,
  purposeField,
  userAgentField,
  wordingNameField,
} from './commonFields';
import { defineOperation } from './operation';

const input = z.object({
  phone: phoneField(),
  confirmBy: field(z.enum(['code', 'reply']).default('code'), {
    label: 'Confirmed By',
    labelPl: 'Potwierdzenie',
    help: 'A code that the person enters where they signed up (see Confirm Consent), or a reply such as YES.',
    helpPl: 'Kod, który osoba wpisuje tam, gdzie się zapisała (zob. Potwierdź zgodę), albo odpowiedź, na przykład TAK.',
    options: {
      code: { label: 'Code', labelPl: 'Kod' },
      reply: { label: 'Reply', labelPl: 'Odpowiedź SMS' },
    },
  }),
  purpose: purposeField(),
  wording: field(z.string().max(4_000).optional(), {
    label: 'Wording',
    labelPl: 'Treść zgody',
    help: 'The exact words that the person saw where they signed up. A consent cannot be recorded without them.',
    helpPl: 'Dokładne słowa, które osoba widziała przy zapisie. Bez nich zgody nie da się zapisać.',
    kind: 'longText',
    placeholder: 'e.g. I agree to receive offers from MyShop by SMS. I can stop at any time.',
    placeholderPl: 'np. Zgadzam się na otrzymywanie ofert MojSklep SMS-em. Mogę zrezygnować w każdej chwili.',
  }),
  wordingName: wordingNameField(),
  method: field(z.enum(['form', 'kiosk', 'shop_checkbox', 'written', 'phone', 'api']).default('form'), {
    label: 'Method',
    labelPl: 'Sposób',
    help: 'How the person signed up.',
    helpPl: 'Jak osoba się zapisała.',
    options: {
      form: { label: 'Web Form', labelPl: 'Formularz WWW' },
      kiosk: { label: 'Kiosk', labelPl: 'Kiosk' },
      shop_checkbox: { label: 'Shop Checkbox', labelPl: 'Pole w sklepie' },
      written: { label: 'On Paper', labelPl: 'Na papierze' },
      phone: { label: 'By Phone', labelPl: 'Telefonicznie' },
      api: { label: 'Other System', labelPl: 'Inny system' },
    },
  }),
  source: field(z.string().max(500).optional(), {
    label: 'Source',
    labelPl: 'Źródło',
    help: 'Where it happened: the page, shop or event.',
    helpPl: 'Gdzie to było: strona, sklep lub wydarzenie.',
    placeholder: 'e.g. https://shop.example/newsletter',
  }),
  sender: field(z.string().max(21).optional(), {
    label: 'Sender',
    labelPl: 'Nadawca',
    help: 'Name or number shown on the phone. People can reply only to a number. Blank: that of the account.',
    helpPl: 'Nazwa lub numer widoczny na telefonie. Odpisać można tylko na numer. Puste: z konta.',
    advanced: true,
  }),
  locale: field(z.string().max(35).optional(), {
    label: 'Language',
    labelPl: 'Język',
    help: 'Language of the wording and of the text. Blank: the contact’s, else that of the number’s country.',
    helpPl: 'Język treści zgody i SMS-a. Puste: język kontaktu, a jeśli nieznany, kraju numeru.',
    placeholder: 'e.g. pl',
    advanced: true,
  }),
  wordingVersion: field(z.string().max(100).optional(), {
    label: 'Wording Version',
    labelPl: 'Wersja treści',
    help: 'Your version mark of the wording.',
    helpPl: 'Oznaczenie wersji treści zgody.',
    placeholder: 'e.g. 2026-03',
    advanced: true,
  }),
  ipAddress: ipAddressField(),
  userAgent: userAgentField(),
  country: countryField(),
});

/** Texts a person a code or a question, so that the owner of the number confirms the consent (double opt-in). */
export const requestConsent = defineOperation<typeof input, AskResult>({
  name: 'requestConsent',
  title: 'Request Consent',
  titlePl: 'Poproś o zgodę',
  action: 'Request a consent by SMS',
  summary:
    'Texts a person who signed up a code, or the question, so that the owner of the number confirms (double opt-in).',
  summaryPl: 'Wysyła osobie, która się zapisała, kod lub pytanie, by potwierdził właściciel numeru (double opt-in).',
  resultKey: 'consentRequest',
  outputs: [
    { name: 'asked', label: 'Asked', labelPl: 'Poproszono' },
    { name: 'notAsked', label: 'Not Asked', labelPl: 'Nie poproszono' },
  ],
  outputOf: ({ asked }) => (asked ? 0 : 1),
  needsRoute: true,
  input,
  run: (services, inputs, { route }) => services.optIns.ask(inputs, route ?? ''),
});
