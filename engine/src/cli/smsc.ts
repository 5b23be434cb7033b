import type { ParseArgsConfig } from 'node:util';
import { type SimulatorOptions, startControlServer, startSimulator, ZgodaError } from '../index';
import type { Command } from './command';

const flags = {
  port: { type: 'string' },
  host: { type: 'string' },
  'system-id': { type: 'string' },
  password: { type: 'string' },
  'latency-ms': { type: 'string' },
  tps: { type: 'string' },
  'tps-burst': { type: 'string' },
  receipts: { type: 'string' },
  'receipt-delay-ms': { type: 'string' },
  'receipt-style': { type: 'string' },
  'receipt-id-format': { type: 'string' },
  'early-receipts': { type: 'boolean' },
  'double-receipts': { type: 'boolean' },
  'id-format': { type: 'string' },
  'stop-every': { type: 'string' },
  'undelivered-every': { type: 'string' },
  'reject-every': { type: 'string' },
  'reject-status': { type: 'string' },
  'throttle-every': { type: 'string' },
  'nack-every': { type: 'string' },
  'swallow-every': { type: 'string' },
  'drop-every': { type: 'string' },
  'drop-mode': { type: 'string' },
  'reverse-answers': { type: 'boolean' },
  'silent-bind': { type: 'boolean' },
  'congestion-state': { type: 'string' },
  log: { type: 'string' },
  'control-port': { type: 'string' },
  json: { type: 'boolean' },
  'exit-with-parent': { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

/** Values of the flags, as `util.parseArgs` reads them. */
export type SmscFlags = {
  readonly [Name in keyof typeof flags]?: (typeof flags)[Name]['type'] extends 'boolean' ? boolean : string;
};

/**
 * `zgoda smsc`: a simulated operator that reaches no phone. Prints `listening on HOST:PORT` (with `--json` an object)
 * once it is ready; runs until it is interrupted, or with `--exit-with-parent` until its standard input ends.
 */
export const smscCommand: Command = {
  name: 'smsc',
  summary: 'Starts a simulated operator (SMPP server) that reaches no phone.',
  flags,
  async run(given) {
    await runSmsc(given as SmscFlags);
    return 0;
  },
};

async function runSmsc(given: SmscFlags): Promise<void> {
  const simulator = await startSimulator(simulatorOptions(given));
  const controlPort = countOf(given, 'control-port');
  const control = controlPort === undefined ? null : await startControlServer(simulator, controlPort);
  const where = { host: simulator.host, port: simulator.port, ...(control && { controlPort: control.port }) };
  process.stdout.write(
    given.json === true ? `${JSON.stringify({ listening: where })}\n` : `listening on ${where.host}:${where.port}\n`,
  );
  await untilAskedToStop(given['exit-with-parent'] === true);
  // The parent's pipe would keep the process alive.
  process.stdin.destroy();
  await control?.close();
  await simulator.close();
}

function untilAskedToStop(withParent: boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      process.stdin.pause();
      resolve();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    if (withParent) process.stdin.once('end', stop).once('close', stop).resume();
  });
}

function simulatorOptions(given: SmscFlags): SimulatorOptions {
  return defined({
    port: countOf(given, 'port') ?? 2775,
    host: given.host,
    systemId: given['system-id'],
    password: given.password,
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
    }),
  });
}

type StringFlag = {
  [Name in keyof SmscFlags]-?: (typeof flags)[Name]['type'] extends 'string' ? Name : never;
}[keyof SmscFlags];

function numberOf(given: SmscFlags, name: StringFlag): number | undefined {
  const text = given[name];
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number) || number < 0) throw wrong(name, 'it must be a number, 0 or more');
  return number;
}

function countOf(given: SmscFlags, name: StringFlag): number | undefined {
  const number = numberOf(given, name);
  if (number !== undefined && !Number.isInteger(number)) throw wrong(name, 'it must be a whole number');
  return number;
}

function choiceOf<Choice extends string>(given: SmscFlags, name: StringFlag, choices: readonly Choice[]) {
  const text = given[name];
  if (text === undefined) return undefined;
  const choice = choices.find((candidate) => candidate === text);
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
