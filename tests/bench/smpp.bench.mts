import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const outdir = join(here, '../../.cache/bench/smpp');
const clients = ['zgoda', 'npm-smpp', 'raw'] as const;
const fileOf = { zgoda: 'zgodaClient', 'npm-smpp': 'npmClient', raw: 'rawClient' } as const;

/**
 * How fast texts go through our transport, beside npm `smpp` and a bare socket. Options: `host`, `port` (an SMSC to
 * use instead of a sink in its own process), `window`, `count`, `latency` (ms), `tps` (a strict token bucket),
 * `client`, `system-id`, `password`. Each client runs in a process of its own; memory is that process's peak.
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
  const window = Number(options['window'] ?? 100);
  const tps = Number(options['tps'] ?? 0);
  const latency = Number(options['latency'] ?? 0);
  const count = Number(options['count'] ?? defaultCount(window, latency, tps));
  for (const client of clients) {
    if ((options['client'] ?? client) !== client) continue;
    const sink = options['port'] === undefined ? await startSink(latency, tps) : null;
    const run = {
      host: options['host'] ?? '127.0.0.1',
      port: sink?.port ?? Number(options['port']),
      systemId: options['system-id'] ?? 'bench',
      password: options['password'] ?? 'bench',
      window,
      count,
      tps,
    };
    const child = spawn(process.execPath, [join(outdir, `${fileOf[client]}.js`), JSON.stringify(run)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [figures] = await Promise.all([firstLine(child), once(child, 'exit')]);
    const seen = sink === null ? {} : await sink.close();
    yield { bench: 'smpp', client, window, count, latencyMs: latency, tps, ...figures, ...seen };
  }
}

function defaultCount(window: number, latencyMs: number, tps: number): number {
  if (tps > 0) return tps * 10;
  return latencyMs > 0 ? Math.round((window / latencyMs) * 1_000 * 5) : 500_000;
}

async function startSink(latency: number, tps: number) {
  const child = spawn(process.execPath, [join(outdir, 'sink.js'), `--latency=${latency}`, `--tps=${tps}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const { port } = (await firstLine(child)) as { port: number };
  return {
    port,
    async close(): Promise<Record<string, number>> {
      const seen = firstLine(child);
      child.stdin.write('\n');
      const figures = await seen;
      child.stdin.end();
      await once(child, 'exit');
      return figures;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<Record<string, number>> {
  if (child.stdout === null) throw new Error('no output to read');
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line) as Record<string, number>;
  throw new Error('the process ended without a figure');
}
