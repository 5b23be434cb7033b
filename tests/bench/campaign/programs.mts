import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { BenchOptions } from '../bench.mts';
import type { HostOptions } from './host.mts';
import type { SinkReport } from './sink.mts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Where built programs and what they write lie. */
export const programs = fileURLToPath(new URL('../../../.cache/bench/', import.meta.url));

/** Processes of `zgoda gateway` that send for the host. */
export async function startGateways(
  count: number,
  { location, secretKey, folder, account }: Pick<HostOptions, 'location' | 'secretKey' | 'folder' | 'account'>,
): Promise<ChildProcess[]> {
  const config = join(folder, 'gateway.json');
  await writeFile(config, JSON.stringify({ store: { location, secretKey }, routes: [account] }));
  const command = join(here, '../../../engine/dist/zgoda.js');
  return Array.from({ length: count }, () =>
    spawn(process.execPath, [command, 'gateway', '--config', config], { stdio: 'ignore' }),
  );
}

/** Asks a process to end, and waits until it has. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** A running SMSC. */
export type Sink = Awaited<ReturnType<typeof startSink>>;

/** Starts the SMSC of the measurements. */
export async function startSink(options: BenchOptions) {
  const flags = ['receipt-window', 'receipt-delay'].flatMap((name) =>
    options[name] === undefined ? [] : [`--${name}=${options[name]}`],
  );
  const { child, next, ask } = talkTo(startNode('sink', flags));
  const { port } = (await next()) as { port: number };
  return {
    port,
    report: async () => (await ask()) as SinkReport,
    async stop(): Promise<void> {
      child.stdin?.end();
      await once(child, 'exit');
    },
  };
}

/** A program that prints lines, blank or of JSON, some of them when it is given one. */
export function talkTo(child: ChildProcess) {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`${child.spawnfile} ended too early`);
    return value === '' ? null : (JSON.parse(value) as unknown);
  };
  const ask = (): Promise<unknown> => {
    child.stdin?.write('\n');
    return next();
  };
  return { child, next, ask };
}

/** Starts one of the built programs. */
export function startNode(name: string, words: readonly string[]): ChildProcess {
  const file = join(programs, `${name}.mjs`);
  return spawn(process.execPath, [...process.execArgv, file, ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
}

/** Builds them: Node would read TypeScript too, but what it does that with stays in memory, and that is measured. */
export async function buildPrograms(): Promise<void> {
  await build({
    entryPoints: ['host', 'sink'].map((name) => join(here, `${name}.mts`)),
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
