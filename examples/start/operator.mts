import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startChild } from './childProcess.mts';
import { StartProblem } from './startProblem.mts';

const command = fileURLToPath(new URL('../../engine/dist/zgoda.js', import.meta.url));
const readyMs = 20_000;

/** The operator that the demo sends through. */
export interface Operator {
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Starts the simulated operator, a real SMPP server over TCP, as a process of its own on the loopback interface. Port 0 is
 * any free one; `flags` are more of those of `zgoda smsc`. Throws a StartProblem.
 */
export async function startOperator(folder: string, port: number, flags: readonly string[] = []): Promise<Operator> {
  const logFile = join(folder, 'operator.log');
  const words = [command, 'smsc', '--port', String(port), '--exit-with-parent', '--json', ...flags];
  const child = startChild({ words, folder, logFile, readsOutput: true });
  const listening = await firstPort(child.output as NodeJS.ReadableStream, child.ended);
  if (listening === null) {
    await child.stop(0);
    throw new StartProblem(`The simulated operator did not start. What it said is in ${logFile}.`);
  }
  return { host: '127.0.0.1', port: listening, stop: () => child.stop(5_000) };
}

/** The port in its first line of output; null when it ends or takes too long. */
async function firstPort(output: NodeJS.ReadableStream, ended: Promise<void>): Promise<number | null> {
  const line = new Promise<string | null>((resolve) => {
    createInterface({ input: output }).once('line', resolve);
    void ended.then(() => resolve(null));
    setTimeout(() => resolve(null), readyMs).unref();
  });
  try {
    return (JSON.parse((await line) ?? '{}') as { listening?: { port: number } }).listening?.port ?? null;
  } catch {
    return null;
  }
}
