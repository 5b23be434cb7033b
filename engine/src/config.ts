import { z } from 'zod/v4';
import { addressFields } from './config/addressFields';
import { sessionFields } from './config/sessionFields';
import { submitFields } from './config/submitFields';
import { tlsFields, tlsProblem } from './config/tlsFields';
import { retentionSchema } from './retentionConfig';
import { field } from './shared/fields';

const countryCode = () =>
  z
    .string()
    .regex(/^[A-Za-z]{2}$/, 'It must be a two-letter country code')
    .optional();

const clockTime = () => z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'It must be a time such as 20:00');
const ownHours = { field: 'quietHours', values: ['own'] } as const;

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

const accountFields = {
  host: field(z.string().min(1, 'It is missing').max(253), {
    label: 'Host',
    labelPl: 'Host',
    help: 'Address of the operator’s SMPP server.',
    helpPl: 'Adres serwera SMPP operatora.',
    placeholder: 'e.g. smpp.operator.example',
  }),
  port: field(z.number().int().min(1).max(65_535).default(2775), {
    label: 'Port',
    labelPl: 'Port',
    help: 'Usually 2775, or 3550 with TLS.',
    helpPl: 'Zwykle 2775, a z TLS 3550.',
  }),
  tls: field(z.boolean().default(false), {
    label: 'TLS',
    labelPl: 'TLS',
    help: 'Whether the connection is encrypted. The certificate is verified.',
    helpPl: 'Czy połączenie jest szyfrowane. Certyfikat jest sprawdzany.',
  }),
  systemId: field(z.string().min(1, 'It is missing').max(15), {
    label: 'System ID',
    labelPl: 'System ID',
    help: 'User name of the account.',
    helpPl: 'Nazwa użytkownika konta.',
  }),
  password: field(z.string().max(64).default(''), {
    label: 'Password',
    labelPl: 'Hasło',
    help: 'Password of the account.',
    helpPl: 'Hasło konta.',
    kind: 'secret',
  }),
  systemType: field(z.string().max(12).default(''), {
    label: 'System Type',
    labelPl: 'System Type',
    help: 'Only if your operator gave one.',
    helpPl: 'Tylko jeśli operator go podał.',
    advanced: true,
  }),
  sender: field(z.string().max(21).optional(), {
    label: 'Sender',
    labelPl: 'Nadawca',
    help: 'Name (at most 11 characters) or number shown on the phone, unless the node sets another.',
    helpPl: 'Nazwa (do 11 znaków) lub numer widoczny na telefonie, chyba że węzeł poda inny.',
    placeholder: 'e.g. MyShop',
    placeholderPl: 'np. MojSklep',
  }),
  segmentsPerSecond: field(z.number().positive().max(100_000).default(50), {
    label: 'Segments per Second',
    labelPl: 'Segmenty na sekundę',
    help: 'The rate that your operator allows. A long text counts as several segments.',
    helpPl: 'Tempo dozwolone przez operatora. Długi SMS liczy się jako kilka segmentów.',
  }),
  window: field(z.number().int().min(1).max(10_000).default(50), {
    label: 'Window',
    labelPl: 'Okno',
    help: 'How many segments may wait for the operator’s answer at once.',
    helpPl: 'Ile segmentów może naraz czekać na odpowiedź operatora.',
    advanced: true,
  }),
  bindMode: field(z.enum(['transceiver', 'pair']).default('transceiver'), {
    label: 'Bind',
    labelPl: 'Bind',
    help: 'One connection for both ways, or one to send and one to receive.',
    helpPl: 'Jedno połączenie w obie strony albo osobne do wysyłki i odbioru.',
    options: {
      transceiver: { label: 'Transceiver', labelPl: 'Transceiver' },
      pair: { label: 'Transmitter and Receiver', labelPl: 'Transmitter i receiver' },
    },
    advanced: true,
  }),
  binds: field(z.number().int().min(1).max(20).default(1), {
    label: 'Connections',
    labelPl: 'Połączenia',
    help: 'How many connections to keep open. Ask your operator how many are allowed.',
    helpPl: 'Ile połączeń utrzymywać. Zapytaj operatora, ile wolno.',
    advanced: true,
  }),
  concatenation: field(z.enum(['udh8', 'udh16', 'sar', 'payload']).default('udh8'), {
    label: 'Long Texts',
    labelPl: 'Długie SMS-y',
    help: 'How the parts of a long text are marked. Change it only if your operator asks for another way.',
    helpPl: 'Jak są oznaczane części długiego SMS-a. Zmień tylko, gdy operator wymaga innego sposobu.',
    options: {
      udh8: { label: 'Header with 8-Bit Reference', labelPl: 'Nagłówek z numerem 8-bitowym' },
      udh16: { label: 'Header with 16-Bit Reference', labelPl: 'Nagłówek z numerem 16-bitowym' },
      sar: { label: 'SAR Parameters', labelPl: 'Parametry SAR' },
      payload: { label: 'Message Payload (Operator Divides)', labelPl: 'Message payload (dzieli operator)' },
    },
    advanced: true,
  }),
  shiftLanguages: field(z.array(z.enum(['tr', 'es', 'pt'])).default([]), {
    label: 'National Alphabets',
    labelPl: 'Alfabety narodowe',
    help: 'Write the letters of these languages at no cost of room. Only for phones known to read them: others show wrong letters.',
    helpPl:
      'Litery tych języków nie zabiorą miejsca. Tylko dla telefonów, które je czytają: inne pokażą błędne litery.',
    options: {
      tr: { label: 'Turkish', labelPl: 'Turecki' },
      es: { label: 'Spanish', labelPl: 'Hiszpański' },
      pt: { label: 'Portuguese', labelPl: 'Portugalski' },
    },
    advanced: true,
  }),
  pricePerSegment: field(z.number().min(0).max(1_000).optional(), {
    label: 'Price per Segment',
    labelPl: 'Cena segmentu',
    help: 'What your operator takes for one segment, in your currency; previews show the cost with it.',
    helpPl: 'Ile operator bierze za jeden segment, w twojej walucie; podgląd pokaże z tego koszt.',
    placeholder: 'e.g. 0.06',
    advanced: true,
  }),
  whenUncertain: field(z.enum(['hold', 'resend']).default('hold'), {
    label: 'If an Answer Is Lost',
    labelPl: 'Gdy zginie odpowiedź',
    help: 'A text whose answer was lost may have been sent. Hold keeps it as uncertain; resend may text a person twice.',
    helpPl:
      'SMS, na który odpowiedź zginęła, mógł wyjść. Wstrzymanie zostawia go jako niepewny; ponowienie może wysłać drugi raz.',
    options: {
      hold: { label: 'Hold as Uncertain', labelPl: 'Wstrzymaj jako niepewny' },
      resend: { label: 'Send Again', labelPl: 'Wyślij ponownie' },
    },
    advanced: true,
  }),
  ...addressFields,
  ...submitFields,
  ...sessionFields,
  ...tlsFields,
};

/** An account with an operator (SMSC). */
export const smppAccountSchema = z.object(accountFields).superRefine((account, context) => {
  const found = tlsProblem(account);
  if (found !== null) context.addIssue({ code: 'custom', path: [found.field], message: found.problem });
});

/** See `smppAccountSchema`. */
export type SmppAccount = z.output<typeof smppAccountSchema>;
