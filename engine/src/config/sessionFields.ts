import { z } from 'zod/v4';
import { field } from '../shared/fields';

/** How an account's connections are kept. */
export const sessionFields = {
  interfaceVersion: field(z.enum(['33', '34', '50']).default('34'), {
    label: 'SMPP Version',
    labelPl: 'Wersja SMPP',
    help: 'The version to ask for. 3.3 has no TLVs, and always binds a transmitter and a receiver.',
    helpPl: 'O jaką wersję prosić. 3.3 nie ma TLV i zawsze łączy transmitter i receiver.',
    options: {
      33: { label: '3.3', labelPl: '3.3' },
      34: { label: '3.4', labelPl: '3.4' },
      50: { label: '5.0', labelPl: '5.0' },
    },
    advanced: true,
  }),
  enquireLinkSeconds: field(z.number().min(1).max(3_600).default(30), {
    label: 'Keep-Alive Seconds',
    labelPl: 'Podtrzymanie w sekundach',
    help: 'After so long a silence the operator is asked whether it is there (enquire_link).',
    helpPl: 'Po tak długiej ciszy operator jest pytany, czy jest (enquire_link).',
    advanced: true,
  }),
  bindTimeoutSeconds: field(z.number().min(1).max(600).default(10), {
    label: 'Login Timeout Seconds',
    labelPl: 'Limit logowania w sekundach',
    help: 'How long the operator may take to answer the login.',
    helpPl: 'Ile operator może odpowiadać na logowanie.',
    advanced: true,
  }),
  responseTimeoutSeconds: field(z.number().min(1).max(3_600).default(60), {
    label: 'Answer Timeout Seconds',
    labelPl: 'Limit odpowiedzi w sekundach',
    help: 'How long the operator may take to answer a text. One without an answer counts as uncertain.',
    helpPl: 'Ile operator może odpowiadać na SMS. Bez odpowiedzi SMS jest niepewny.',
    advanced: true,
  }),
  routeName: field(
    z
      .string()
      .max(60)
      .regex(/^[\p{L}\d][\p{L}\d ._-]*$/u, 'It must be letters, digits, spaces, dots, dashes and underscores')
      .optional(),
    {
      label: 'Route Name',
      labelPl: 'Nazwa trasy',
      help: 'A name under which texts wait for this account; it stays the same when the host or login changes. Blank: made from the login and host.',
      helpPl:
        'Nazwa, pod którą SMS-y czekają na to konto; zostaje, gdy zmieni się host lub login. Puste: z loginu i hosta.',
      placeholder: 'e.g. main',
      placeholderPl: 'np. glowna',
      advanced: true,
    },
  ),
};
