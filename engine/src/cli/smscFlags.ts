import { readFileSync } from 'node:fs';
import { type SimulatorOptions, ZgodaError } from '../index';

interface SmscFlag {
  readonly type: 'string' | 'boolean';
  readonly help: string;
}

const text = (help: string) => ({ type: 'string', help }) as const satisfies SmscFlag;
const toggle = (help: string) => ({ type: 'boolean', help }) as const satisfies SmscFlag;

const every = (what: string): string => `Every so many texts one ${what}. Default: 0, never.`;

/** The flags of `zgoda smsc`, with their words. */
export const smscFlags = {
  port: text('Port to listen on; 0: any free one. Default: 2775.'),
  host: text('Address to listen on. Default: 127.0.0.1.'),
  'system-id': text('System ID to ask for. Default: any will do.'),
  password: text('Password to ask for. Default: any will do.'),
  'interface-version': text('SMPP version that it says it speaks: 33, 34 or 50. Default: 34.'),
  'tls-cert': text('File of a certificate (PEM): connections are encrypted. Needs --tls-key.'),
  'tls-key': text('File of the certificate’s private key (PEM).'),
  'tls-client-ca': text('File of an authority (PEM): clients must show a certificate of it.'),
  'latency-ms': text('From a text to its answer. Default: 0.'),
  tps: text('Segments a second in a strict token bucket; more are answered "too fast". Default: 0, no limit.'),
  'tps-burst': text('Size of the bucket. Default: 2% of --tps, at least 2.'),
  'id-format': text('How answers write message ids: dec, hex or uuid. Default: dec.'),
  'congestion-state': text('congestion_state (0 to 100) in each answer. Default: none.'),
  'reverse-answers': toggle('Answer the texts that came together in reverse.'),
  receipts: text('on or off. Default: on, for each text that asks for one.'),
  'receipt-delay-ms': text('From the answer to the receipt. Default: 0.'),
  'receipt-style': text('text, tlv or both. Default: both.'),
  'receipt-id-format': text('How receipts write ids: dec, hex, uuid or padded. Default: as the answer did.'),
  'early-receipts': toggle('Send the receipt before the answer.'),
  'double-receipts': toggle('Send each receipt twice.'),
  'reverse-receipts': toggle('Send receipts that are due together in reverse.'),
  'undelivered-every': text('Of so many numbers one is undelivered, always the same. Default: 0, none.'),
  'stop-every': text('Of so many numbers one answers STOP to each text, always the same. Default: 0, none.'),
  'reject-every': text(every('is rejected')),
  'reject-status': text('command_status of rejections. Default: 69, ESME_RSUBMITFAIL.'),
  'throttle-every': text(every('is answered "too fast"')),
  'nack-every': text(every('is answered with a generic_nack')),
  'swallow-every': text(every('is taken and never answered')),
  'drop-every': text(every('is taken, and the connection breaks')),
  'drop-mode': text('How it breaks: rst, fin, unbind or silence. Default: rst.'),
  'silent-bind': toggle('Never answer a login.'),
  'wrong-bind-sequence': toggle('Answer logins with a wrong sequence number.'),
  'bind-answer': text('Answer logins with http or garbage, and hang up.'),
  script: text(
    'File of texts from phones, a JSON line each: {"afterMs":1000,"from":"+447700900123","to":"60000","text":"STOP"}.',
  ),
  'control-port': text(
    'Port on 127.0.0.1 for POST /inbound {from, to, text} and GET /stats; 0: any free one. Default: none.',
  ),
  log: text('File that gets a JSON line for each accepted text.'),
  json: toggle('Print where it listens as JSON.'),
  'exit-with-parent': toggle('End when standard input ends.'),
} as const satisfies Readonly<Record<string, SmscFlag>>;

type FlagTable = typeof smscFlags;

/** Values of the flags, as `util.parseArgs` reads them. */
export type SmscFlagValues = {
  readonly [Name in keyof FlagTable]?: FlagTable[Name]['type'] extends 'boolean' ? boolean : string;
};

/** The simulator that the flags ask for. Throws `invalid_input`, which names the flag. */
export function simulatorOptions(given: SmscFlagValues): SimulatorOptions {
  return defined({
    port: countOf(given, 'port') ?? 2775,
    host: given.host,
    systemId: given['system-id'],
    password: given.password,
    interfaceVersion: interfaceVersions[choiceOf(given, 'interface-version', ['33', '34', '50']) ?? 'none'],
    tls: tlsOf(given),
    latencyMs: numberOf(given, 'latency-ms'),
    tps: numberOf(given, 'tps'),
    tpsBurst: numberOf(given, 'tps-burst'),
    idFormat: choiceOf(given, 'id-format', ['dec', 'hex', 'uuid']),
    stopEvery: countOf(given, 'stop-every'),
    congestionState: countOf(given, 'congestion-state'),
    logFile: given.log,
    receipts: defined({
      on: choiceOf(given, 'receipts', ['on', 'off']) !== 'off',
      delayMs: numberOf(given, 'receipt-delay-ms'),
      style: choiceOf(given, 'receipt-style', ['text', 'tlv', 'both']),
      idFormat: choiceOf(given, 'receipt-id-format', ['dec', 'hex', 'uuid', 'padded']),
      early: given['early-receipts'],
      twice: given['double-receipts'],
      reverse: given['reverse-receipts'],
      undeliveredEvery: countOf(given, 'undelivered-every'),
    }),
    faults: defined({
      rejectEvery: countOf(given, 'reject-every'),
      rejectStatus: countOf(given, 'reject-status'),
      throttleEvery: countOf(given, 'throttle-every'),
      nackEvery: countOf(given, 'nack-every'),
      swallowEvery: countOf(given, 'swallow-every'),
      dropEvery: countOf(given, 'drop-every'),
      dropMode: choiceOf(given, 'drop-mode', ['rst', 'fin', 'unbind', 'silence']),
      reverseAnswers: given['reverse-answers'],
      silentBind: given['silent-bind'],
      wrongBindSequence: given['wrong-bind-sequence'],
      bindAnswer: bindAnswers[choiceOf(given, 'bind-answer', ['http', 'garbage']) ?? 'none'],
    }),
  });
}

/** A whole number of a flag, 0 or more; undefined where it was not given. Throws `invalid_input`. */
export function countOf(given: SmscFlagValues, name: StringFlag): number | undefined {
  const number = numberOf(given, name);
  if (number !== undefined && !Number.isInteger(number)) throw wrong(name, 'it must be a whole number');
  return number;
}

/** The file that a flag names; undefined where it was not given. Throws `invalid_input`. */
export function fileOf(given: SmscFlagValues, name: StringFlag): string | undefined {
  const file = given[name];
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw wrong(name, `the file cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}

const interfaceVersions = { none: undefined, '33': 0x33, '34': 0x34, '50': 0x50 } as const;

const bindAnswers = {
  none: undefined,
  http: Buffer.from('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'),
  garbage: Buffer.alloc(64, 0xa5),
} as const;

function tlsOf(given: SmscFlagValues): SimulatorOptions['tls'] | undefined {
  const cert = fileOf(given, 'tls-cert');
  const key = fileOf(given, 'tls-key');
  const ca = fileOf(given, 'tls-client-ca');
  if (cert === undefined && key === undefined && ca === undefined) return undefined;
  if (cert === undefined) throw wrong('tls-cert', 'it is missing');
  if (key === undefined) throw wrong('tls-key', 'it is missing');
  return { cert, key, ...(ca === undefined ? {} : { ca, requestCert: true }) };
}

type StringFlag = {
  [Name in keyof FlagTable]: FlagTable[Name]['type'] extends 'string' ? Name : never;
}[keyof FlagTable];

function numberOf(given: SmscFlagValues, name: StringFlag): number | undefined {
  const value = given[name];
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number) || number < 0) {
    throw wrong(name, 'it must be a number, 0 or more');
  }
  return number;
}

function choiceOf<Choice extends string>(given: SmscFlagValues, name: StringFlag, choices: readonly Choice[]) {
  const value = given[name];
  if (value === undefined) return undefined;
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) throw wrong(name, `it must be one of ${choices.join(', ')}`);
  return choice;
}

const wrong = (name: string, problem: string): ZgodaError =>
  new ZgodaError('invalid_input', { field: `--${name}`, problem });

type Defined<Shape> = { [Name in keyof Shape]: Exclude<Shape[Name], undefined> };

/** The given options without those that were left out. */
function defined<Shape extends object>(shape: Shape): Partial<Defined<Shape>> {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as Partial<
    Defined<Shape>
  >;
}
