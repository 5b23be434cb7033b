import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The built command. */
export const commandFile = join(__dirname, '../../engine/dist/zgoda.js');

/** What a command printed, and how it ended. */
export interface CommandOutcome {
  readonly exitCode: number | null;
  readonly lines: readonly Record<string, unknown>[];
  readonly notes: string;
}

/** Starts the built command; `input` goes to its standard input. */
export function startZgoda(
  words: readonly string[],
  input = '',
  environment: Readonly<Record<string, string>> = {},
): { child: ChildProcess; outcome: Promise<CommandOutcome> } {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [commandFile, ...words], { stdio: ['pipe', 'pipe', 'pipe'], env });
  let out = '';
  let notes = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (notes += chunk.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const outcome = new Promise<CommandOutcome>((resolve) => {
    child.once('close', (exitCode) => {
      const lines = out.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
      resolve({ exitCode, lines, notes });
    });
  });
  return { child, outcome };
}

/** Runs the built command to its end, with JSON lines in and out. */
export function runZgoda(
  words: readonly string[],
  items: readonly object[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandOutcome> {
  const input = items.map((item) => JSON.stringify(item)).join('\n');
  return startZgoda(items.length > 0 ? [...words, '--input', '-', '--json'] : words, input, environment).outcome;
}

/** A simulated operator in its own process, and the submits that it saw. */
export interface SimulatedOperator {
  readonly port: number;
  readonly controlPort: number;
  readonly systemId: string;
  readonly password: string;
  readonly smpp: string;
  /** One object for each submit_sm that it answered, in order. */
  submits(): Promise<Record<string, unknown>[]>;
  /** Sends a text from a phone. */
  reply(from: string, text: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts `zgoda smsc` on a free port. */
export async function startOperator(flags: readonly string[] = []): Promise<SimulatedOperator> {
  const folder = await mkdtemp(join(tmpdir(), 'zgoda-operator-'));
  const log = join(folder, 'submits.jsonl');
  const [systemId, password] = ['shop', 'secret'];
  const ports = ['--port', '0', '--control-port', '0'];
  const login = ['--system-id', systemId, '--password', password];
  const words = ['smsc', ...ports, ...login, '--log', log, '--json', '--exit-with-parent', ...flags];
  const child = spawn(process.execPath, [commandFile, ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
  const { port, controlPort } = await new Promise<{ port: number; controlPort: number }>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the simulated operator ended')));
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line).listening));
  });
  return {
    port,
    controlPort,
    systemId,
    password,
    smpp: `smpp://${systemId}:${password}@127.0.0.1:${port}?segmentsPerSecond=5000&window=50`,
    async submits() {
      const text = await readFile(log, 'utf8').catch(() => '');
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);
      return whole.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
    },
    async reply(from, text) {
      const body = JSON.stringify({ from, to: 'MyShop', text });
      const response = await fetch(`http://127.0.0.1:${controlPort}/inbound`, { method: 'POST', body });
      if (!response.ok) throw new Error(`the simulated operator answered ${response.status}`);
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}
