// The host of the engine in a process of its own, so that its time and its memory are its own:
//   node host.mts '{"location":...}'
// Accepts a campaign and prints a blank line; reads a line, when every receipt was taken, and prints what it measured as JSON.
import { realpathSync } from 'node:fs';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import type * as Zgoda from '@zgoda/engine';
import type { Engine, RawInput, RouteHandle } from '@zgoda/engine';
import { keepHeapSmall } from '../../../engine/src/cli/smallHeap.ts';
import { watchLoop, type LoopFigures } from './loopWatch.mts';
import { startShares } from './shares.mts';

// As hosts load it. An import of the same file would hold its source a second time.
const require = createRequire(import.meta.url);
const { openEngine, operations, runOperation, silentLog, smppAccountSchema } = require('@zgoda/engine') as typeof Zgoda;

/** What a host process is told. */
export interface HostOptions {
  readonly location: string;
  /** 64 hex digits: the gateways have the same. */
  readonly secretKey: string;
  readonly folder: string;
  readonly recipients: number;
  readonly account: RawInput;
  /** How many service texts to send, one after the other; 0: none. */
  readonly services: number;
  /** Whether other processes send. */
  readonly sends: boolean;
  /** Whether to sample where the time goes, which takes some of it. */
  readonly shares: boolean;
  /** Whether it is kept small as the processes of the command are. */
  readonly small: boolean;
}

/** What it measured. */
export interface HostReport extends LoopFigures {
  readonly seconds: number;
  readonly acceptSeconds: number;
  readonly cpuMs: number;
  readonly hostThreadCpuMs: number;
  readonly peakMemoryMb: number;
  /** Microseconds of the host's thread by part. */
  readonly shares: Readonly<Record<string, number>> | null;
  /** When `sendSms` was called for each service text, monotonic microseconds of the machine, by its code. */
  readonly calledAtUs: Readonly<Record<string, number>>;
}

/** What is prepared before the clock starts, in one call. */
const batchSize = 500;
/** Items of one call of `sendSms`: hosts hand a node all that it is to work on at once. */
const callSize = 5_000;
const campaign = 'bench';
const text = 'Hello {{firstName}}, the spring fair opens on Friday at 9. Reply STOP to end.';
const servicePauseMs = 40;
const bundle = realpathSync(require.resolve('@zgoda/engine'));

/** Every number of the French and British ranges for fiction. */
const fictionNumbers = [
  ...Array.from({ length: 10_000 }, (_, line) => `+3363998${String(line).padStart(4, '0')}`),
  ...Array.from({ length: 1_000 }, (_, line) => `+447700900${String(line).padStart(3, '0')}`),
];

const numberAt = (index: number): string => fictionNumbers[index % fictionNumbers.length] as string;
const nowUs = (): number => Number(process.hrtime.bigint() / 1_000n);
const msOf = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1_000;

async function main(options: HostOptions): Promise<void> {
  if (options.small) keepHeapSmall();
  const engine = await openEngine({
    store: { location: options.location, secretKey: options.secretKey },
    defaultFolder: options.folder,
    log: silentLog,
    zone: 'UTC',
    lingerMs: 0,
  });
  try {
    await addContacts(engine, Math.min(options.recipients, fictionNumbers.length));
    process.stdout.write(`${JSON.stringify(await measure(engine, options))}\n`);
  } finally {
    process.stdin.destroy();
    await engine.release();
  }
}

async function measure(engine: Engine, options: HostOptions): Promise<HostReport> {
  const account = smppAccountSchema.parse(options.account);
  const attached: RouteHandle | null = options.sends ? await engine.attachRoute(account) : null;
  const route = attached?.name ?? engine.describeRoute(account);
  const shares = options.shares ? await startShares(bundle) : null;
  const cpu = process.cpuUsage();
  const threadCpu = process.threadCpuUsage();
  const startMs = performance.now();
  const loop = watchLoop();
  await accept(engine, options.recipients, route);
  const acceptSeconds = (performance.now() - startMs) / 1_000;
  const calledAtUs = await sendServices(engine, options.services, route);
  process.stdout.write('\n');
  await once(process.stdin, 'data');
  const seconds = await secondsOf(engine, options.recipients);
  const loopFigures = loop.stop();
  const cpuMs = msOf(process.cpuUsage(cpu));
  const hostThreadCpuMs = msOf(process.threadCpuUsage(threadCpu));
  const parts = (await shares?.stop()) ?? null;
  await attached?.release();
  return {
    seconds,
    acceptSeconds,
    cpuMs,
    hostThreadCpuMs,
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1_024),
    ...loopFigures,
    shares: parts,
    calledAtUs,
  };
}

async function addContacts(engine: Engine, count: number): Promise<void> {
  const proof = { wording: 'I agree to get texts.', method: 'form', source: 'bench' };
  for (const indexes of batches(count)) {
    const contacts = indexes.map((index) => ({ phone: numberAt(index), firstName: `Name${index}` }));
    await runAll(engine, 'upsertContact', contacts, null);
    const grants = indexes.map((index) => ({ phone: numberAt(index), act: 'grant', ...proof }));
    await runAll(engine, 'recordConsent', grants, null);
  }
}

/** Made call by call, as a flow that reads a list in pages: a list of a million people is not what is measured. */
async function accept(engine: Engine, recipients: number, route: string): Promise<void> {
  for (const indexes of batches(recipients, callSize)) {
    const texts = indexes.map((index) => ({
      phone: numberAt(index),
      text,
      campaign,
      deduplicationKey: `bench-${index}`,
    }));
    await runAll(engine, 'sendSms', texts, route);
  }
}

async function sendServices(engine: Engine, count: number, route: string): Promise<Record<string, number>> {
  const calledAtUs: Record<string, number> = {};
  for (let index = 0; index < count; index += 1) {
    const code = String(100_000 + index);
    // Uneven pauses, so that the texts do not keep step with anything.
    await sleep(servicePauseMs * (0.5 + ((index * 0.618) % 1)));
    calledAtUs[code] = nowUs();
    await runAll(engine, 'sendSms', [{ phone: numberAt(index), text: `Code ${code}`, purpose: 'service' }], route);
  }
  return calledAtUs;
}

/** The time from the first accepted text to the last stored receipt, as the store has it. */
async function secondsOf(engine: Engine, recipients: number): Promise<number> {
  const [report] = await engine.services.campaigns.report([{ campaign }]);
  if (report?.ok !== true) throw report?.error ?? new Error('no report');
  const { delivered, seconds } = report.value;
  if (delivered < recipients) throw new Error(`only ${delivered} of ${recipients} were delivered`);
  return seconds;
}

async function runAll(
  engine: Engine,
  name: keyof typeof operations,
  inputs: RawInput[],
  route: string | null,
): Promise<void> {
  const results = await runOperation(operations[name] as never, engine.services, inputs, { route });
  const failed = results.find((result) => !result.ok);
  if (failed?.ok === false) throw failed.error;
}

function* batches(count: number, size = batchSize): Generator<number[]> {
  for (let first = 0; first < count; first += size) {
    yield Array.from({ length: Math.min(size, count - first) }, (_, offset) => first + offset);
  }
}

await main(JSON.parse(process.argv[2] ?? '{}') as HostOptions);
