import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Clock } from '../shared/clock';
import { ZgodaError } from '../shared/errors';
import type { Log } from '../shared/log';
import { commandFile } from './commandFile';

/** The simulated operator of the test mode, in its own process. */
export interface SimulatorProcess {
  /** The same for as long as it is used, whatever happens to the process. */
  readonly port: number;
  stop(): Promise<void>;
}

interface SimulatorPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** The program that holds `zgoda`; the engine's own by default. */
  readonly file?: string;
}

const readyMs = 10_000;
const firstRetryMs = 500;
const longestRetryMs = 30_000;
const provenMs = 60_000;

/**
 * Starts `zgoda smsc` on a free loopback port; it ends with this process. Should it die, it is started again on the same port,
 * after half a second to half a minute. Throws `internal` when it does not start at first.
 */
export async function startSimulatorProcess(ports: SimulatorPorts): Promise<SimulatorProcess> {
  const { clock, log } = ports;
  let child = spawnSimulator(0, ports);
  const port = await listeningPort(child, clock);
  let stopped = false;
  let retryMs = firstRetryMs;
  let cancelRetry = (): void => undefined;

  function watch(): void {
    const startedMs = clock.monotonicMs();
    let over = false;
    // A process that could not even be started has an error and no exit.
    const ended = (): void => {
      if (stopped || over) return;
      over = true;
      if (clock.monotonicMs() - startedMs >= provenMs) retryMs = firstRetryMs;
      log.warn('test mode: the simulator ended and is started again', { retryInMs: retryMs });
      cancelRetry = clock.after(retryMs, () => void startAgain());
      retryMs = Math.min(longestRetryMs, retryMs * 2);
    };
    child.on('exit', ended).on('error', ended);
  }

  async function startAgain(): Promise<void> {
    child = spawnSimulator(port, ports);
    watch();
    // Where it cannot start, it ends, and is started again later.
    await listeningPort(child, clock).catch(() => undefined);
  }

  watch();
  log.info('test mode: texts go to the simulator and reach no phone', { port });
  return {
    port,
    stop() {
      stopped = true;
      cancelRetry();
      return end(child);
    },
  };
}

function spawnSimulator(port: number, { file = commandFile }: SimulatorPorts): ChildProcess {
  const words = ['smsc', '--port', String(port), '--exit-with-parent', '--json'];
  return spawn(process.execPath, [file, ...words], { stdio: ['pipe', 'pipe', 'ignore'] });
}

function listeningPort(child: ChildProcess, clock: Clock): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (problem: string) => {
      cancel();
      child.kill();
      reject(new ZgodaError('internal', { problem }));
    };
    const ended = (): void => fail('the simulator ended at once');
    const cancel = clock.after(readyMs, () => fail('the simulator did not start in time'));
    child.once('error', () => fail('the simulator could not be started'));
    child.once('exit', ended);
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    lines.once('line', (line) => {
      cancel();
      child.off('exit', ended);
      resolve((JSON.parse(line) as { listening: { port: number } }).listening.port);
    });
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill();
  });
}
