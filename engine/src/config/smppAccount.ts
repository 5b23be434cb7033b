import { z } from 'zod/v4';
import { field } from '../shared/fields';
import { addressFields } from './addressFields';
import { sessionFields } from './sessionFields';
import { submitFields } from './submitFields';
import { tlsFields, tlsProblem } from './tlsFields';
import { wireText } from './wireText';

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
  systemId: field(wireText().min(1, 'It is missing').max(15), {
    label: 'System ID',
    labelPl: 'System ID',
    help: 'User name of the account.',
    helpPl: 'Nazwa użytkownika konta.',
  }),
  password: field(wireText().max(64).default(''), {
    label: 'Password',
    labelPl: 'Hasło',
    help: 'Password of the account.',
    helpPl: 'Hasło konta.',
    kind: 'secret',
  }),
  systemType: field(wireText().max(12).default(''), {
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
    help: 'A text whose answer was lost may have been sent. Hold keeps it as uncertain; Send Again sends it once more, and may text a person twice.',
    helpPl:
      'SMS, na który odpowiedź zginęła, mógł wyjść. Wstrzymanie zostawia go jako niepewny; ponowienie wysyła go jeszcze raz, więc może dojść dwa razy.',
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
