import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Clock } from '../shared/clock';
import { ZgodaError } from '../shared/errors';
import type { Log } from '../shared/log';
import { commandFile } from './commandFile';

/** The simulated operator of the test mode, in its own process. */
export interface SimulatorProcess {
  readonly port: number;
  stop(): Promise<void>;
}

const readyMs = 10_000;

/** Starts `zgoda smsc` on a free loopback port; it ends with this process. Throws `internal` when it does not start. */
export async function startSimulatorProcess(ports: {
  readonly clock: Clock;
  readonly log: Log;
}): Promise<SimulatorProcess> {
  const child = spawn(process.execPath, [commandFile, 'smsc', '--port', '0', '--exit-with-parent', '--json'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const port = await listeningPort(child, ports.clock);
  ports.log.info('test mode: texts go to the simulator and reach no phone', { port });
  return { port, stop: () => stop(child) };
}

function listeningPort(child: ChildProcess, clock: Clock): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (problem: string) => {
      child.kill();
      reject(new ZgodaError('internal', { problem }));
    };
    const cancel = clock.after(readyMs, () => fail('the simulator did not start in time'));
    child.once('error', () => fail('the simulator could not be started'));
    child.once('exit', () => fail('the simulator ended at once'));
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    lines.once('line', (line) => {
      cancel();
      child.removeAllListeners('exit');
      resolve((JSON.parse(line) as { listening: { port: number } }).listening.port);
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill();
  });
}
