import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { BenchOptions, Measurement } from './bench.mts';
import { createBenchStore } from './benchStore.mts';
import type { HostOptions, HostReport } from './campaign/host.mts';
import type { SinkReport } from './campaign/sink.mts';
import queueBench from './queue.bench.mts';

const here = fileURLToPath(new URL('.', import.meta.url));
const programs = fileURLToPath(new URL('../../.cache/bench/', import.meta.url));
const mostBareMessages = 100_000;
const mostSampled = 20_000;
const servicesPerSecond = 25;

/**
 * The whole path of a campaign through the engine's public API: gate, template, outbox, submit over SMPP to an SMSC in its own
 * process, receipts stored. From the first accepted text to the last stored receipt; contacts and consents are there before.
 * Options: recipients, store (`sqlite` or `postgres`), smsc (`HOST:PORT`), window, binds; `service RATE` paces the campaign to
 * RATE a second and measures service texts beside it; `shares off` leaves out the second, sampled run.
 */
export default async function* campaignBench(options: BenchOptions): AsyncGenerator<Measurement> {
  const recipients = Number(options['recipients'] ?? 10_000);
  if (!Number.isInteger(recipients) || recipients < 1) throw new Error('--recipients must be a whole number above 0');
  for (const kind of options['store'] === undefined ? ['sqlite', 'postgres'] : [options['store']]) {
    yield options['service'] === undefined
      ? await measureCampaign(kind, recipients, options)
      : await measureService(kind, recipients, Number(options['service']), options);
  }
}

/** A campaign as fast as it goes, the bare queue of the same store, and where the time of the host went. */
async function measureCampaign(kind: string, recipients: number, options: BenchOptions): Promise<Measurement> {
  const bare = options['bare'] === 'off' ? null : await measureQueue(kind, Math.min(recipients, mostBareMessages));
  const { host, sink } = await run(kind, { recipients }, options);
  const sampled = options['shares'] === 'off' ? null : Math.min(recipients, mostSampled);
  const parts = sampled === null ? {} : await measureShares(kind, sampled, options);
  const messagesPerSecond = Math.round(recipients / host.seconds);
  return {
    bench: 'campaign',
    store: kind,
    recipients,
    messagesPerSecond,
    acceptedPerSecond: Math.round(recipients / host.acceptSeconds),
    cpuSecondsPer1000: Number((host.cpuMs / recipients).toFixed(3)),
    peakMemoryMb: host.peakMemoryMb,
    hostThreadUs: usEach(host.hostThreadCpuMs, recipients),
    otherThreadsUs: usEach(host.cpuMs - host.hostThreadCpuMs, recipients),
    smscUs: usEach(sink?.cpuMs ?? 0, recipients),
    ...(bare === null ? {} : { bareQueue: bare, ofBareQueue: Number((messagesPerSecond / bare).toFixed(2)) }),
    loopP50Ms: host.loopP50Ms,
    loopP99Ms: host.loopP99Ms,
    loopMaxMs: host.loopMaxMs,
    ...parts,
  };
}

/** Service texts beside a campaign that is paced: from the call of `sendSms` to the bytes at the SMSC. */
async function measureService(
  kind: string,
  recipients: number,
  perSecond: number,
  options: BenchOptions,
): Promise<Measurement> {
  const services = Math.max(1, Math.round((recipients / perSecond - 1) * servicesPerSecond * 0.8));
  const { host, sink } = await run(kind, { recipients, services, segmentsPerSecond: perSecond }, options);
  const latenciesMs = Object.entries(host.calledAtUs)
    .map(([code, calledAtUs]) => ((sink?.servicesAtUs[code] ?? Infinity) - calledAtUs) / 1_000)
    .sort((a, b) => a - b);
  const percentile = (share: number): number =>
    Number((latenciesMs[Math.ceil(latenciesMs.length * share) - 1] ?? NaN).toFixed(1));
  return {
    bench: 'service',
    store: kind,
    recipients,
    perSecond,
    messagesPerSecond: Math.round(recipients / host.seconds),
    services,
    serviceP50Ms: percentile(0.5),
    serviceP95Ms: percentile(0.95),
    serviceP99Ms: percentile(0.99),
    serviceMaxMs: percentile(1),
    loopP99Ms: host.loopP99Ms,
    loopMaxMs: host.loopMaxMs,
    peakMemoryMb: host.peakMemoryMb,
  };
}

/** Messages a second through the queue alone. */
async function measureQueue(kind: string, messages: number): Promise<number> {
  for await (const row of queueBench({ stores: kind, messages: String(messages) }))
    return Number(row['messagesPerSecond']);
  throw new Error('the queue was not measured');
}

/** Microseconds a message of the host's thread, by part, from a run of its own: sampling takes time itself. */
async function measureShares(kind: string, recipients: number, options: BenchOptions): Promise<Measurement> {
  const { host } = await run(kind, { recipients, shares: true }, options);
  const us = (part: string): number => Math.round((host.shares?.[part] ?? 0) / recipients);
  return {
    hostTextUs: us('text'),
    hostStoreUs: us('store'),
    hostWireUs: us('wire'),
    hostCollectorUs: us('collector'),
    hostOtherUs: us('other'),
  };
}

const usEach = (ms: number, count: number): number => Math.round((ms * 1_000) / count);

interface Run {
  readonly host: HostReport;
  /** Null for an SMSC of somebody else's. */
  readonly sink: SinkReport | null;
}

async function run(kind: string, own: Partial<HostOptions>, options: BenchOptions): Promise<Run> {
  await buildPrograms();
  const folder = await mkdtemp(join(programs, 'campaign-'));
  const store = await createBenchStore(kind, folder);
  const sink = options['smsc'] === undefined ? await startSink(options) : null;
  const [host = '127.0.0.1', port = '0'] = (options['smsc'] ?? '').split(':');
  const settings: HostOptions = {
    location: store.location,
    folder,
    host: sink === null ? host : '127.0.0.1',
    port: sink === null ? Number(port) : sink.port,
    recipients: 0,
    window: Number(options['window'] ?? 1_000),
    binds: Number(options['binds'] ?? 1),
    segmentsPerSecond: 100_000,
    services: 0,
    sends: true,
    shares: false,
    ...own,
  };
  try {
    const report = (await ask(startNode('host', [JSON.stringify(settings)]))) as HostReport;
    return { host: report, sink: sink === null ? null : await sink.report() };
  } finally {
    await sink?.stop();
    await store.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

async function startSink(options: BenchOptions) {
  const child = startNode('sink', [`--receipt-window=${options['receipt-window'] ?? 1_000}`]);
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const answers = lines[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => JSON.parse(String((await answers.next()).value)) as unknown;
  const { port } = (await next()) as { port: number };
  return {
    port,
    async report(): Promise<SinkReport> {
      child.stdin?.write('\n');
      return (await next()) as SinkReport;
    },
    async stop(): Promise<void> {
      child.stdin?.end();
      await once(child, 'exit');
    },
  };
}

function startNode(name: string, words: readonly string[]): ChildProcess {
  const file = join(programs, `${name}.mjs`);
  return spawn(process.execPath, [...process.execArgv, file, ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
}

/** Node would read TypeScript too, but what it does that with stays in memory, and that is measured. */
async function buildPrograms(): Promise<void> {
  await build({
    entryPoints: ['host', 'sink'].map((name) => join(here, 'campaign', `${name}.mts`)),
    outExtension: { '.js': '.mjs' },
    outdir: programs,
    bundle: true,
    external: ['@zgoda/engine'],
    platform: 'node',
    format: 'esm',
    target: 'node22',
    logLevel: 'warning',
  });
}

/** The line of JSON that a program prints before it ends. */
async function ask(child: ChildProcess): Promise<unknown> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the host ended with ${code}`);
  return JSON.parse(output);
}
