import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { startChild, type Child } from './smpp/childProcess.mts';
import type { Turn } from './smpp/measure.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const outdir = join(here, '../../.cache/bench/smpp');
const fileOf = { zgoda: 'zgodaClient', 'npm-smpp': 'npmClient', raw: 'rawClient' } as const;
type Name = keyof typeof fileOf;

/** How a run is made, from the command line. */
interface Plan {
  readonly clients: readonly Name[];
  readonly host: string;
  /** Null: a sink of our own for each client, in its own process. */
  readonly port: number | null;
  readonly systemId: string;
  readonly password: string;
  readonly window: number;
  /** Null: as many as take `turnMs` in each turn. */
  readonly count: number | null;
  readonly latencyMs: number;
  readonly tps: number;
  /** Turns that each client gets. */
  readonly rounds: number;
}

/** A client with what it has done so far. */
interface Contender {
  readonly name: Name;
  readonly process: Child;
  readonly sink: { readonly process: Child } | null;
  /** Once it is warm. */
  readonly warmMemoryMb: number;
  /** Texts of a turn. */
  readonly turnCount: number;
  readonly turns: Turn[];
}

// Long enough for the compiler to be done, and for V8's young generation to have its full size.
const warmUpCount = 100_000;
const warmUpMs = 1_500;
// A burst flatters a client: in turns of 25 ms the bare one takes half the time for a text that it takes when it goes on sending.
const turnMs = 500;

/**
 * How fast texts go through our transport, beside npm `smpp` and a bare socket. Options: `host`, `port` (an SMSC to use in
 * place of a sink), `window`, `count` (by default what each client sends in five seconds), `latency` (ms), `tps` (a strict token bucket), `client` (one, or some with commas), `rounds`, `system-id`,
 * `password`. Each client is a process of its own; they take turns after a warm-up, and medians of the turns are told.
 * With `latency`, `ofWindowPerRoundTrip` is the rate beside that of the bare socket, which fills its window as soon as it may: a
 * round trip takes the latency of the operator and what the machine adds to it.
 * `memoryGrowthMb`: from the peak after the warm-up (at least 100,000 texts) to the peak at the end.
 */
export default async function* bench(options: Record<string, string>): AsyncGenerator<Record<string, string | number>> {
  await build({
    entryPoints: ['sink', ...Object.values(fileOf)].map((name) => join(here, 'smpp', `${name}.ts`)),
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    outdir,
    logLevel: 'warning',
  });
  const plan = readPlan(options);
  const contenders: Contender[] = [];
  for (const name of plan.clients) contenders.push(await startContender(name, plan));
  for (let round = 0; round < plan.rounds; round++) {
    for (const { process, turns, turnCount } of contenders) turns.push(await process.ask<Turn>(String(turnCount)));
  }
  for (const contender of contenders) yield await figuresOf(contender, contenders, plan);
}

function readPlan(options: Record<string, string>): Plan {
  const window = Number(options['window'] ?? 100);
  const tps = Number(options['tps'] ?? 0);
  const latencyMs = Number(options['latency'] ?? 0);
  const rounds = Number(options['rounds'] ?? (tps > 0 || latencyMs > 0 ? 1 : 10));
  const count = options['count'] === undefined ? defaultCount(window, latencyMs, tps) : Number(options['count']);
  const known = Object.keys(fileOf) as Name[];
  const wanted = options['client']?.split(',') ?? known;
  const clients = known.filter((name) => wanted.includes(name));
  if (clients.length < wanted.length) throw new Error(`the clients are: ${known.join(', ')}`);
  return {
    clients,
    host: options['host'] ?? '127.0.0.1',
    port: options['port'] === undefined ? null : Number(options['port']),
    systemId: options['system-id'] ?? 'bench',
    password: options['password'] ?? 'bench',
    window,
    count,
    latencyMs,
    tps,
    rounds,
  };
}

function defaultCount(window: number, latencyMs: number, tps: number): number | null {
  if (tps > 0) return tps * 10;
  return latencyMs > 0 ? Math.round((window / latencyMs) * 1_000 * 5) : null;
}

async function startContender(name: Name, plan: Plan): Promise<Contender> {
  const { host, systemId, password, window, count, latencyMs, tps, rounds } = plan;
  const sink = plan.port === null ? await startSink(latencyMs, tps) : null;
  const port = sink?.port ?? plan.port;
  const run = JSON.stringify({ host, port, systemId, password, window, tps });
  const process = startChild(join(outdir, `${fileOf[name]}.js`), run);
  await process.read();
  // The first second of a token bucket is part of what is measured.
  const { peakMemoryMb, messagesPerSecond } = tps > 0 ? await process.ask<Turn>('0') : await warmUp(process);
  const turnCount = count === null ? (messagesPerSecond * turnMs) / 1_000 : count / rounds;
  return { name, process, sink, warmMemoryMb: peakMemoryMb, turnCount: Math.ceil(turnCount), turns: [] };
}

/** The last turn of those that make it warm. */
async function warmUp(process: Child): Promise<Turn> {
  const startMs = performance.now();
  for (;;) {
    const turn = await process.ask<Turn>(String(warmUpCount));
    if (performance.now() - startMs >= warmUpMs) return turn;
  }
}

async function startSink(latencyMs: number, tps: number): Promise<{ process: Child; port: number }> {
  const process = startChild(join(outdir, 'sink.js'), `--latency=${latencyMs}`, `--tps=${tps}`);
  const { port } = await process.read<{ port: number }>();
  return { process, port };
}

async function figuresOf(
  contender: Contender,
  all: readonly Contender[],
  { window, latencyMs, tps }: Plan,
): Promise<Record<string, string | number>> {
  const { name, turns, turnCount, warmMemoryMb } = contender;
  const seen = (await contender.sink?.process.ask<Record<string, number>>('figures')) ?? {};
  await contender.process.end();
  await contender.sink?.process.end();
  const peakMemoryMb = Math.max(...turns.map((turn) => turn.peakMemoryMb));
  return {
    bench: 'smpp',
    client: name,
    window,
    count: turnCount * turns.length,
    latencyMs,
    tps,
    messagesPerSecond: Math.round(median(turns.map((turn) => turn.messagesPerSecond))),
    cpuMicrosPerMessage: round(median(turns.map((turn) => turn.cpuMicrosPerMessage))),
    peakMemoryMb: Math.round(peakMemoryMb),
    memoryGrowthMb: Math.round(peakMemoryMb - warmMemoryMb),
    throttled: turns.reduce((sum, { throttled }) => sum + throttled, 0),
    ...ratioTo('raw', 'cpuMicrosPerMessage', 'cpuRatioToRaw', contender, all),
    ...(latencyMs === 0 ? {} : ratioTo('raw', 'messagesPerSecond', 'ofWindowPerRoundTrip', contender, all)),
    ...ratioTo('npm-smpp', 'messagesPerSecond', 'speedRatioToNpmSmpp', contender, all),
    ...seen,
  };
}

/** The median over the rounds of a figure beside another client's of the same round: what slows a round slows both. */
function ratioTo(
  other: Name,
  figure: keyof Turn,
  label: string,
  { name, turns }: Contender,
  all: readonly Contender[],
) {
  const others = all.find((each) => each.name === other)?.turns;
  if (others === undefined || name === other) return {};
  return { [label]: round(median(turns.map((turn, at) => turn[figure] / (others[at] as Turn)[figure]))) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}

const round = (value: number): number => Number(value.toFixed(3));
