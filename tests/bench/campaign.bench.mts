import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchOptions, Measurement } from './bench.mts';
import { createBenchStore } from './benchStore.mts';
import type { HostOptions, HostReport } from './campaign/host.mts';
import {
  buildPrograms,
  programs,
  startGateways,
  startNode,
  startSink,
  stopProcess,
  talkTo,
  type Sink,
} from './campaign/programs.mts';
import type { SinkReport } from './campaign/sink.mts';
import queueBench from './queue.bench.mts';

const mostBareMessages = 100_000;
const mostSampled = 20_000;
const servicesPerSecond = 25;
const unpaced = 100_000;
const pollMs = 50;
const patienceMs = 60_000;

/**
 * The whole path of a campaign through the engine's public API: gate, template, outbox, submit over SMPP to an SMSC in its own
 * process, receipts stored. From the first accepted text to the last stored receipt; contacts and consents are there before.
 * Options: recipients, store (`sqlite` or `postgres`), window, binds, receipt-window, receipt-delay (ms), gateways (processes that send from
 * PostgreSQL in place of the host); `service RATE` paces the campaign to RATE a second and measures service texts beside it;
 * `bare off` leaves out the bare queue, `shares off` the second, sampled run; `heap default` leaves the host's heap to V8, as n8n
 * and Node-RED do, where else it is kept small as in the command's own processes.
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
    smscUs: usEach(sink.cpuMs, recipients),
    ...(bare === null ? {} : { bareQueue: bare, ofBareQueue: Number((messagesPerSecond / bare).toFixed(2)) }),
    loopP50Ms: host.loopP50Ms,
    loopP99Ms: host.loopP99Ms,
    loopMaxMs: host.loopMaxMs,
    loopBlockedP99Ms: host.loopBlockedP99Ms,
    loopBlockedMaxMs: host.loopBlockedMaxMs,
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
  const { host, sink } = await run(kind, { recipients, services }, options, perSecond);
  const latenciesMs = Object.entries(host.calledAtUs)
    .map(([code, calledAtUs]) => ((sink.servicesAtUs[code] ?? Infinity) - calledAtUs) / 1_000)
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
  readonly sink: SinkReport;
}

async function run(
  kind: string,
  own: Partial<HostOptions>,
  options: BenchOptions,
  segmentsPerSecond = unpaced,
): Promise<Run> {
  await buildPrograms();
  const folder = await mkdtemp(join(programs, 'campaign-'));
  const store = await createBenchStore(kind, folder);
  const sink = await startSink(options);
  const gateways = gatewaysOf(kind, options);
  const settings: HostOptions = {
    location: store.location,
    secretKey: '5'.repeat(64),
    folder,
    account: accountOf(options, sink.port, segmentsPerSecond, gateways),
    recipients: 0,
    services: 0,
    sends: gateways === 0,
    shares: false,
    small: options['heap'] !== 'default',
    ...own,
  };
  const started = await startGateways(gateways, settings);
  try {
    const host = await startHost(settings);
    const sinkReport = await untilTaken(sink, settings.recipients + settings.services);
    return { host: await host.report(), sink: sinkReport };
  } finally {
    await Promise.all(started.map(stopProcess));
    await sink.stop();
    await store.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

/** How many processes send; 0: the host does. An embedded store is sent from by its host. */
function gatewaysOf(kind: string, options: BenchOptions): number {
  return kind === 'sqlite' ? 0 : Number(options['gateways'] ?? 0);
}

function accountOf(options: BenchOptions, sinkPort: number, segmentsPerSecond: number, gateways: number) {
  const common = { host: '127.0.0.1', port: sinkPort, systemId: 'bench', sender: 'BENCH', segmentsPerSecond };
  const binds = Number(options['binds'] ?? Math.max(1, gateways));
  return { ...common, window: Number(options['window'] ?? 1_000), binds };
}

/** A host that has accepted the campaign. */
async function startHost(settings: HostOptions) {
  const { next, ask } = talkTo(startNode('host', [JSON.stringify(settings)]));
  await next();
  return { report: async () => (await ask()) as HostReport };
}

/** Waits until the client has taken every receipt, which it does once it has stored it. */
async function untilTaken(sink: Sink, receipts: number): Promise<SinkReport> {
  let before = -1;
  for (let quietMs = 0; quietMs < patienceMs; quietMs += pollMs) {
    const report = await sink.report();
    if (report.receiptsTaken >= receipts) return report;
    if (report.receiptsTaken > before) quietMs = 0;
    before = report.receiptsTaken;
    await sleep(pollMs);
  }
  throw new Error(`only ${before} of ${receipts} receipts were taken`);
}
