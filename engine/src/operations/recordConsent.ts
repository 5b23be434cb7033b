import { z } from 'zod/v4';
import type { ConsentResult } from '../compliance/consents';
import {
  countryField,
  dateTime,
  ipAddressField,
  phoneField,
  purposeField,
  userAgentField,
  wordingNameField,
} from './commonFields';
import { field } from '../shared/fields';
import { defineOperation } from './operation';

const forGrants = { field: 'act', values: ['grant'] } as const;

const input = z.object({
  phone: phoneField(),
  act: field(z.enum(['grant', 'refuse', 'withdraw']).default('grant'), {
    label: 'Act',
    labelPl: 'Czynność',
    help: 'What the person did.',
    helpPl: 'Co zrobiła osoba.',
    options: {
      grant: { label: 'Granted', labelPl: 'Udzieliła zgody' },
      refuse: { label: 'Refused', labelPl: 'Odmówiła' },
      withdraw: { label: 'Withdrew', labelPl: 'Wycofała zgodę' },
    },
  }),
  purpose: purposeField(),
  wording: field(z.string().max(4_000).optional(), {
    label: 'Wording',
    labelPl: 'Treść zgody',
    help: 'The exact words that the person saw, unless a saved wording is named. A consent cannot be recorded without them.',
    helpPl: 'Dokładne słowa, które osoba widziała, chyba że podano zapisaną treść. Bez nich zgody nie da się zapisać.',
    kind: 'longText',
    placeholder: 'e.g. I agree to receive offers from MyShop by SMS. I can stop at any time.',
    placeholderPl: 'np. Zgadzam się na otrzymywanie ofert MojSklep SMS-em. Mogę zrezygnować w każdej chwili.',
    showWhen: forGrants,
  }),
  wordingName: wordingNameField({ showWhen: forGrants }),
  method: field(z.string().max(50).optional(), {
    kind: 'options',
    label: 'Method',
    labelPl: 'Sposób',
    help: 'How the person acted.',
    helpPl: 'Jak osoba to zrobiła.',
    options: {
      form: { label: 'Web Form', labelPl: 'Formularz WWW' },
      kiosk: { label: 'Kiosk', labelPl: 'Kiosk' },
      shop_checkbox: { label: 'Shop Checkbox', labelPl: 'Pole w sklepie' },
      sms: { label: 'SMS', labelPl: 'SMS' },
      written: { label: 'On Paper', labelPl: 'Na papierze' },
      phone: { label: 'By Phone', labelPl: 'Telefonicznie' },
      import: { label: 'Import of Recorded Consents', labelPl: 'Import zapisanych zgód' },
      link: { label: 'Link', labelPl: 'Link' },
      api: { label: 'Other System', labelPl: 'Inny system' },
    },
  }),
  source: field(z.string().max(500).optional(), {
    label: 'Source',
    labelPl: 'Źródło',
    help: 'Where it happened: the page, shop, event or file.',
    helpPl: 'Gdzie to było: strona, sklep, wydarzenie lub plik.',
    placeholder: 'e.g. https://shop.example/newsletter',
  }),
  actedAt: field(dateTime().optional(), {
    label: 'Acted At',
    labelPl: 'Kiedy',
    help: 'When the person acted. Blank: now.',
    helpPl: 'Kiedy osoba to zrobiła. Puste: teraz.',
    kind: 'dateTime',
    advanced: true,
  }),
  wordingVersion: field(z.string().max(100).optional(), {
    label: 'Wording Version',
    labelPl: 'Wersja treści',
    help: 'Your version mark of the wording; for a saved one its number. Blank: the version of the day on which the person acted.',
    helpPl: 'Oznaczenie wersji treści; dla zapisanej jej numer. Puste: wersja z dnia, w którym osoba to zrobiła.',
    placeholder: 'e.g. 2026-03',
    advanced: true,
    showWhen: forGrants,
  }),
  locale: field(z.string().max(35).optional(), {
    label: 'Wording Language',
    labelPl: 'Język treści',
    help: 'Language in which the person saw the wording.',
    helpPl: 'Język, w którym osoba widziała treść zgody.',
    placeholder: 'e.g. pl',
    advanced: true,
    showWhen: forGrants,
  }),
  guardian: field(z.string().max(300).optional(), {
    label: 'Guardian',
    labelPl: 'Opiekun',
    help: 'Who agreed for a child too young to agree alone.',
    helpPl: 'Kto zgodził się za dziecko, które samo jeszcze nie może.',
    advanced: true,
    showWhen: forGrants,
  }),
  operator: field(z.string().max(200).optional(), {
    label: 'Taken Down By',
    labelPl: 'Przyjął',
    help: 'The seller or device that took it down.',
    helpPl: 'Sprzedawca lub urządzenie, które to przyjęło.',
    advanced: true,
  }),
  ipAddress: ipAddressField({ showWhen: forGrants }),
  userAgent: userAgentField({ showWhen: forGrants }),
  country: countryField(),
});

/** Writes what a person decided into the consent ledger. */
export const recordConsent = defineOperation<typeof input, ConsentResult>({
  name: 'recordConsent',
  title: 'Record Consent',
  titlePl: 'Zapisz zgodę',
  action: 'Record a consent decision',
  summary: 'Writes what a person decided, with its proof, into the consent ledger.',
  summaryPl: 'Zapisuje decyzję osoby wraz z dowodem w rejestrze zgód.',
  resultKey: 'consent',
  outputs: [{ name: 'recorded', label: 'Recorded', labelPl: 'Zapisane' }],
  outputOf: () => 0,
  needsRoute: false,
  input,
  run: (services, inputs) => services.consents.record(inputs),
});
