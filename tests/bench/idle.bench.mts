import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEngine, operations, runOperation, silentLog, smppAccountSchema, type Engine } from '@zgoda/engine';
import type { BenchOptions, Measurement } from './bench.mts';
import { createBenchStore } from './benchStore.mts';
import { buildPrograms, programs, startGateways, startSink, stopProcess, type Sink } from './campaign/programs.mts';

const pauseMs = 400;
const patienceMs = 20_000;
const secretKey = '5'.repeat(64);

/**
 * Service texts, one now and then, that this process accepts and an idle gateway sends: from the call of `sendSms` to the bytes at
 * the SMSC. Options: store (`sqlite` or `postgres`), texts, gateways.
 */
export default async function* idleBench(options: BenchOptions): AsyncGenerator<Measurement> {
  const texts = Number(options['texts'] ?? 50);
  for (const kind of options['store'] === undefined ? ['sqlite', 'postgres'] : [options['store']]) {
    yield await measureIdle(kind, texts, options);
  }
}

async function measureIdle(kind: string, texts: number, options: BenchOptions): Promise<Measurement> {
  await buildPrograms();
  const folder = await mkdtemp(join(programs, 'idle-'));
  const { location, remove } = await createBenchStore(kind, folder);
  const sink = await startSink(options);
  const gateways = Number(options['gateways'] ?? 1);
  const account = { host: '127.0.0.1', port: sink.port, systemId: 'bench', segmentsPerSecond: 100, binds: gateways };
  const store = { location, secretKey };
  const engine = await openEngine({ store, defaultFolder: folder, log: silentLog, zone: 'UTC', lingerMs: 0 });
  const started = await startGateways(gateways, { location, secretKey, folder, account });
  try {
    const route = engine.describeRoute(smppAccountSchema.parse(account));
    // Until the gateway sends.
    await send(engine, route, 0);
    await untilTaken(sink, 1);
    const calledAtUs = new Map<string, number>();
    for (let index = 1; index <= texts; index += 1) {
      // Uneven pauses, so that the texts do not keep step with anything.
      await sleep(pauseMs * (0.5 + ((index * 0.618) % 1)));
      calledAtUs.set(codeOf(index), nowUs());
      await send(engine, route, index);
    }
    await untilTaken(sink, texts + 1);
    const { servicesAtUs } = await sink.report();
    const latenciesMs = [...calledAtUs]
      .map(([code, atUs]) => ((servicesAtUs[code] ?? Infinity) - atUs) / 1_000)
      .sort((a, b) => a - b);
    const percentile = (share: number): number =>
      Number((latenciesMs[Math.ceil(latenciesMs.length * share) - 1] ?? NaN).toFixed(1));
    return {
      bench: 'idle',
      store: kind,
      gateways,
      texts,
      p50Ms: percentile(0.5),
      p95Ms: percentile(0.95),
      maxMs: percentile(1),
    };
  } finally {
    await Promise.all(started.map(stopProcess));
    await engine.release();
    await sink.stop();
    await remove();
    await rm(folder, { recursive: true, force: true });
  }
}

const nowUs = (): number => Number(process.hrtime.bigint() / 1_000n);
const codeOf = (index: number): string => String(100_000 + index);

async function send(engine: Engine, route: string, index: number): Promise<void> {
  const phone = `+447700900${String(index % 1_000).padStart(3, '0')}`;
  const input = { phone, text: `Code ${codeOf(index)}`, purpose: 'service' };
  const [result] = await runOperation(operations.sendSms as never, engine.services, [input], { route });
  if (result?.ok !== true) throw result?.error ?? new Error('no result');
}

async function untilTaken(sink: Sink, texts: number): Promise<void> {
  const endMs = performance.now() + patienceMs;
  while ((await sink.report()).submits < texts) {
    if (performance.now() > endMs) throw new Error('the gateway did not send');
    await sleep(50);
  }
}
