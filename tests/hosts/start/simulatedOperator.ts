import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** An operator that outlives the demo, and what it was asked to send. */
export interface SimulatedOperator {
  readonly address: string;
  /** Every segment that it took. */
  readonly segments: () => Segment[];
  stop(): Promise<void>;
}

/** One segment, as the operator saw it. */
export interface Segment {
  readonly destination: string;
  /** From 1; 1 for a text of one segment. */
  readonly part: number;
}

const command = join(__dirname, '../../../engine/dist/zgoda.js');

/** Starts `zgoda smsc` with its log in `folder`; one in a hundred of its phones replies STOP to every text. */
export async function startSimulatedOperator(folder: string): Promise<SimulatedOperator> {
  const log = join(folder, 'submits.jsonl');
  const words = [command, 'smsc', '--port', '0', '--json', '--exit-with-parent', '--log', log, '--stop-every', '100'];
  const child = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { host, port } = (JSON.parse(line) as { listening: { host: string; port: number } }).listening;
  return {
    address: `${host}:${port}`,
    segments: () => (existsSync(log) ? readSegments(readFileSync(log, 'utf8')) : []),
    async stop() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

function readSegments(log: string): Segment[] {
  const whole = log.slice(0, log.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const submit = JSON.parse(line) as { destination: string; esm_class: number; short_message: string };
      return { destination: submit.destination, part: partOf(submit.esm_class, submit.short_message) };
    });
}

/** With a user data header (GSM 03.40, 9.2.3.24), its last octet is the number of the part. */
function partOf(esmClass: number, shortMessage: string): number {
  if ((esmClass & 0x40) === 0) return 1;
  const bytes = Buffer.from(shortMessage, 'hex');
  return bytes[bytes[0] as number] as number;
}
