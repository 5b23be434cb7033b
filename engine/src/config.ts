import { z } from 'zod/v4';
import { controllerSchema } from './config/controller';
import { countryCode } from './config/countryCode';
import { repliesSchema } from './config/replies';
import { retentionSchema } from './retentionConfig';
import { field } from './shared/fields';

export { controllerOf, controllerSchema, type Controller } from './config/controller';
export { optInLimitsOf, repliesSchema, type RepliesConfig } from './config/replies';
export { smppAccountSchema, type SmppAccount } from './config/smppAccount';

const clockTime = () => z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'It must be a time such as 20:00');
const ownHours = { field: 'quietHours', values: ['own'] } as const;

/** Where the engine keeps its data, and what holds for all of it. */
export const storeConfigSchema = z.object({
  location: field(z.string().max(2_000).optional(), {
    label: 'Store',
    labelPl: 'Magazyn',
    help: 'A folder for an embedded store, or a PostgreSQL address (postgres://user:password@host/database). Blank: the host’s own data folder.',
    helpPl:
      'Folder magazynu wbudowanego albo adres PostgreSQL (postgres://użytkownik:hasło@host/baza). Puste: folder danych hosta.',
    kind: 'secret',
    placeholder: 'e.g. postgres://zgoda:password@127.0.0.1/zgoda',
  }),
  defaultCountry: field(countryCode(), {
    label: 'Default Country',
    labelPl: 'Domyślny kraj',
    help: 'Two-letter code used for phone numbers written without a country code.',
    helpPl: 'Dwuliterowy kod dla numerów bez kodu kraju.',
    placeholder: 'e.g. PL',
  }),
  quietHours: field(z.enum(['byCountry', 'own', 'off']).default('byCountry'), {
    label: 'Quiet Hours',
    labelPl: 'Cisza',
    help: 'When marketing must not come: by the rules of the person’s country, at hours of your own, or never. It is held until they end.',
    helpPl:
      'Kiedy marketing nie może przyjść: według reguł kraju osoby, w godzinach własnych albo bez ograniczeń. Czeka do końca ciszy.',
    options: {
      byCountry: { label: 'By Country', labelPl: 'Według kraju' },
      own: { label: 'Own Hours', labelPl: 'Własne godziny' },
      off: { label: 'Off', labelPl: 'Wyłączona' },
    },
  }),
  quietFrom: field(clockTime().default('20:00'), {
    label: 'Quiet From',
    labelPl: 'Cisza od',
    help: 'When quiet hours begin, by the clock of the person.',
    helpPl: 'Początek ciszy, według zegara osoby.',
    placeholder: 'e.g. 20:00',
    showWhen: ownHours,
  }),
  quietUntil: field(clockTime().default('08:00'), {
    label: 'Quiet Until',
    labelPl: 'Cisza do',
    help: 'When they end, on the same day or the next.',
    helpPl: 'Koniec ciszy, tego samego dnia lub następnego.',
    placeholder: 'e.g. 08:00',
    showWhen: ownHours,
  }),
  ...controllerSchema.shape,
  ...repliesSchema.shape,
  secretKey: field(
    z
      .string()
      .regex(/^[0-9a-fA-F]{64}$/, 'It must be 64 hexadecimal digits')
      .optional(),
    {
      label: 'Secret Key',
      labelPl: 'Klucz tajny',
      help: 'Only to share one PostgreSQL store between machines: 64 hexadecimal digits. Blank: made at first use and kept in a file.',
      helpPl:
        'Tylko gdy kilka maszyn dzieli jeden magazyn PostgreSQL: 64 cyfry szesnastkowe. Puste: tworzony przy pierwszym użyciu i trzymany w pliku.',
      kind: 'secret',
      advanced: true,
    },
  ),
  sending: field(z.enum(['here', 'gateway']).default('here'), {
    label: 'Sending',
    labelPl: 'Wysyłka',
    help: 'Who connects to the operator: this host, or zgoda gateway processes that share its PostgreSQL store.',
    helpPl: 'Kto łączy się z operatorem: ten host czy procesy zgoda gateway, które dzielą z nim magazyn PostgreSQL.',
    options: {
      here: { label: 'This Host', labelPl: 'Ten host' },
      gateway: { label: 'A Gateway', labelPl: 'Gateway' },
    },
    advanced: true,
  }),
  journalFolder: field(z.string().max(2_000).optional(), {
    label: 'Erasure Journal Folder',
    labelPl: 'Folder dziennika usunięć',
    help: 'Where it is noted who was erased, without names or numbers, so that a restored backup brings nobody back. Blank: beside the key file.',
    helpPl:
      'Gdzie zapisuje się, kogo usunięto, bez nazwisk i numerów, aby przywrócona kopia nikogo nie przywróciła. Puste: obok pliku klucza.',
    advanced: true,
  }),
  ...retentionSchema.shape,
});

/** See `storeConfigSchema`. */
export type StoreConfig = z.output<typeof storeConfigSchema>;

/** When marketing may not come, as the settings say. */
export type QuietSettings =
  | { readonly mode: 'byCountry' | 'off' }
  /** Local times of the recipient, `HH:MM`; `until` may lie on the next day. */
  | { readonly mode: 'own'; readonly from: string; readonly until: string };

/** The quiet hours of the settings. */
export function quietSettingsOf({ quietHours, quietFrom, quietUntil }: StoreConfig): QuietSettings {
  return quietHours === 'own' ? { mode: 'own', from: quietFrom, until: quietUntil } : { mode: quietHours };
}

/** Settings of a store before their defaults are filled in. */
export type StoreSettings = z.input<typeof storeConfigSchema>;
