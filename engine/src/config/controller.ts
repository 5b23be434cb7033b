import { z } from 'zod/v4';
import { field } from '../shared/fields';
import { countryCode } from './countryCode';

/** Who answers for the data (the controller, GDPR 4(7)): named in consent receipts, exports and letters. */
export const controllerSchema = z.object({
  controllerName: field(z.string().max(200).optional(), {
    label: 'Your Company',
    labelPl: 'Twoja firma',
    help: 'Legal name of who answers for the data; it stands in consent receipts and exports.',
    helpPl: 'Nazwa administratora danych; trafia do potwierdzeń zgody i eksportów.',
    placeholder: 'e.g. MyShop Ltd',
    placeholderPl: 'np. MojSklep sp. z o.o.',
    advanced: true,
  }),
  controllerAddress: field(z.string().max(500).optional(), {
    label: 'Company Address',
    labelPl: 'Adres firmy',
    help: 'Postal address of the company.',
    helpPl: 'Adres pocztowy firmy.',
    advanced: true,
  }),
  controllerEmail: field(z.email('It must be an e-mail address').max(254).optional(), {
    label: 'Privacy Email',
    labelPl: 'E-mail ds. danych',
    help: 'Address that people write to about their data.',
    helpPl: 'Adres, pod który osoby piszą o swoich danych.',
    placeholder: 'e.g. privacy@shop.example',
    advanced: true,
  }),
  controllerPhone: field(z.string().max(64).optional(), {
    label: 'Privacy Phone',
    labelPl: 'Telefon ds. danych',
    help: 'Phone number that people call about their data.',
    helpPl: 'Telefon, pod który osoby dzwonią o swoich danych.',
    advanced: true,
  }),
  policyUrl: field(
    z
      .url({ protocol: /^https?$/, error: 'It must be a web address' })
      .max(2_000)
      .optional(),
    {
      label: 'Privacy Policy',
      labelPl: 'Polityka prywatności',
      help: 'Web address of your privacy policy.',
      helpPl: 'Adres strony z polityką prywatności.',
      placeholder: 'e.g. https://shop.example/privacy',
      advanced: true,
    },
  ),
  controllerCountry: field(countryCode(), {
    label: 'Company Country',
    labelPl: 'Kraj firmy',
    help: 'Two-letter code of the country whose law your company is under.',
    helpPl: 'Dwuliterowy kod kraju, którego prawu podlega firma.',
    placeholder: 'e.g. PL',
    advanced: true,
  }),
});

/** Who answers for the data, as the engine's parts take it; null where the settings do not say. */
export interface Controller {
  readonly name: string | null;
  readonly address: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly policyUrl: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
}

/** The controller that the settings name. */
export function controllerOf(settings: z.output<typeof controllerSchema>): Controller {
  return {
    name: settings.controllerName ?? null,
    address: settings.controllerAddress ?? null,
    email: settings.controllerEmail ?? null,
    phone: settings.controllerPhone ?? null,
    policyUrl: settings.policyUrl ?? null,
    country: settings.controllerCountry?.toUpperCase() ?? null,
  };
}
