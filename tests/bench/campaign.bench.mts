import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  openEngine,
  operations,
  runOperation,
  silentLog,
  smppAccountSchema,
  type Engine,
  type RawInput,
} from '@zgoda/engine';
import { startOperator } from '../../examples/start/operator.mts';
import type { BenchOptions, Measurement } from './bench.mts';
import { createBenchStore } from './benchStore.mts';

const batchSize = 500;
const campaign = 'bench';
const text = 'Hello {{firstName}}, the spring fair opens on Friday at 9. Reply STOP to end.';

/**
 * The whole path of a campaign through the engine's public API: gate, template, outbox, submit over SMPP to a simulated
 * operator in its own process, receipts stored. From the first accepted text to the last stored receipt; contacts and
 * consents are there before. Options: recipients, store (`sqlite` or `postgres`), smsc (`HOST:PORT`), window.
 */
export default async function* campaignBench(options: BenchOptions): AsyncGenerator<Measurement> {
  const recipients = Number(options['recipients'] ?? 10_000);
  if (!Number.isInteger(recipients) || recipients < 1) throw new Error('--recipients must be a whole number above 0');
  for (const kind of options['store'] === undefined ? ['sqlite', 'postgres'] : [options['store']]) {
    yield await measure(kind, recipients, options);
  }
}

async function measure(kind: string, recipients: number, options: BenchOptions): Promise<Measurement> {
  const parent = fileURLToPath(new URL('../../.cache/bench/', import.meta.url));
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'campaign-'));
  const store = await createBenchStore(kind, folder);
  const operator = options['smsc'] === undefined ? await startOperator(folder, 0) : readAddress(options['smsc']);
  const engine = await openEngine({
    store: { location: store.location },
    defaultFolder: folder,
    log: silentLog,
    zone: 'UTC',
    lingerMs: 0,
  });
  try {
    await addContacts(engine, Math.min(recipients, fictionNumbers.length));
    return { bench: 'campaign', store: kind, recipients, ...(await send(engine, operator, recipients, options)) };
  } finally {
    await engine.release();
    await operator.stop();
    await store.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

function readAddress(address: string) {
  const [host, port] = address.split(':');
  return { host: host ?? '', port: Number(port), stop: () => Promise.resolve() };
}

/** Every number of the French and British ranges for fiction. */
const fictionNumbers = [
  ...Array.from({ length: 10_000 }, (_, line) => `+3363998${String(line).padStart(4, '0')}`),
  ...Array.from({ length: 1_000 }, (_, line) => `+447700900${String(line).padStart(3, '0')}`),
];

const numberAt = (index: number): string => fictionNumbers[index % fictionNumbers.length] as string;

async function addContacts(engine: Engine, count: number): Promise<void> {
  const proof = { wording: 'I agree to get texts.', method: 'form', source: 'bench' };
  for (const indexes of batches(count)) {
    const contacts = indexes.map((index) => ({ phone: numberAt(index), firstName: `Name${index}` }));
    await runAll(engine, 'upsertContact', contacts, null);
    const grants = indexes.map((index) => ({ phone: numberAt(index), act: 'grant', ...proof }));
    await runAll(engine, 'recordConsent', grants, null);
  }
}

async function send(
  engine: Engine,
  operator: { readonly host: string; readonly port: number },
  recipients: number,
  options: BenchOptions,
): Promise<Measurement> {
  const account = smppAccountSchema.parse({
    host: operator.host,
    port: operator.port,
    systemId: 'bench',
    sender: 'BENCH',
    segmentsPerSecond: 100_000,
    window: Number(options['window'] ?? 1_000),
  });
  const route = await engine.attachRoute(account);
  const cpuBefore = process.cpuUsage();
  for (const indexes of batches(recipients)) {
    const texts = indexes.map((index) => ({
      phone: numberAt(index),
      text,
      campaign,
      deduplicationKey: `bench-${index}`,
    }));
    await runAll(engine, 'sendSms', texts, route.name);
  }
  const seconds = await untilDelivered(engine, recipients);
  const { user, system } = process.cpuUsage(cpuBefore);
  await route.release();
  return {
    messagesPerSecond: Math.round(recipients / seconds),
    cpuSecondsPer1000: Number(((user + system) / 1e6 / (recipients / 1_000)).toFixed(3)),
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1_024),
  };
}

/** Waits until every text has its receipt; the time from the first accepted to the last receipt, as the store has it. */
async function untilDelivered(engine: Engine, recipients: number): Promise<number> {
  let deliveredBefore = -1;
  for (;;) {
    const [report] = await engine.services.campaigns.report([{ campaign }]);
    if (report?.ok !== true) throw report?.error ?? new Error('no report');
    const { delivered, underway, seconds } = report.value;
    if (delivered === recipients) return seconds;
    if (underway === 0) throw new Error(`only ${delivered} of ${recipients} were delivered`);
    await new Promise((resolve) => void setTimeout(resolve, delivered === deliveredBefore ? 1_000 : 500));
    deliveredBefore = delivered;
  }
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

function* batches(count: number): Generator<number[]> {
  for (let first = 0; first < count; first += batchSize) {
    yield Array.from({ length: Math.min(batchSize, count - first) }, (_, offset) => first + offset);
  }
}
