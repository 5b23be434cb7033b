import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A node of a flow file. */
export type FlowNode = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

/** What a Node-RED told its editors. */
export interface Told {
  readonly topic: string;
  readonly data: Record<string, unknown>;
}

/** A real Node-RED in its own process and folder, with the built package in it. */
export interface NodeRedHost {
  readonly url: string;
  readonly userDir: string;
  /** What it told its editors so far: node status and debug messages. */
  readonly told: readonly Told[];
  /** What it logged so far. */
  log(): string;
  deploy(flows: readonly FlowNode[], kind?: 'full' | 'nodes' | 'flows'): Promise<void>;
  /** Presses the button of an inject node; `payload` takes the place of its own properties. */
  inject(nodeId: string, payload?: object): Promise<void>;
  /** Waits for something in what it told; rejects after `timeoutMs`. */
  until<Found>(what: string, find: (told: readonly Told[]) => Found | undefined, timeoutMs?: number): Promise<Found>;
  /** Ends it as an operating system does, and removes its folder. */
  stop(): Promise<void>;
  /** Ends it as a power cut does, and leaves its folder. */
  kill(): Promise<void>;
}

const repository = join(__dirname, '../../..');
const nodeBinary = join(repository, 'node_modules/node/bin/node');
const nodeRedScript = join(repository, 'node_modules/node-red/red.js');

/** How to start Node-RED. */
export interface NodeRedOptions {
  /** Puts our package into a new folder; left out, the built package is linked. */
  readonly install?: (userDir: string) => Promise<void>;
  /** A folder that was in use before; left out, a new one. */
  readonly userDir?: string;
}

/** Starts Node-RED on a free loopback port. */
export async function startNodeRed({
  install = linkPackage,
  userDir: used,
}: NodeRedOptions = {}): Promise<NodeRedHost> {
  const userDir = used ?? (await mkdtemp(join(tmpdir(), 'zgoda-node-red-')));
  const port = await freePort();
  if (used === undefined) await install(userDir);
  await writeSettings(userDir, port);
  const child = spawn(nodeBinary, [nodeRedScript, '--userDir', userDir, '--settings', join(userDir, 'settings.js')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  const log = (): string => lines.join('');
  await started(child, log);
  const url = `http://127.0.0.1:${port}`;
  const { told, close } = await listenToComms(port);

  async function post(path: string, headers: Record<string, string>, body?: unknown): Promise<void> {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }

  async function until<Found>(what: string, find: (told: readonly Told[]) => Found | undefined, timeoutMs = 20_000) {
    const deadlineMs = Date.now() + timeoutMs;
    for (;;) {
      const found = find(told);
      if (found !== undefined) return found;
      if (Date.now() > deadlineMs)
        throw new Error(`waited for ${what}; log:\n${log()}\ntold:\n${JSON.stringify(told.slice(-20))}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  return {
    url,
    userDir,
    told,
    log,
    async deploy(flows, kind = 'full') {
      const before = starts(told);
      await post('/flows', { 'Node-RED-API-Version': 'v2', 'Node-RED-Deployment-Type': kind }, { flows });
      await until('the flows to start', () => (starts(told) > before ? true : undefined));
    },
    inject: (nodeId, payload) =>
      post(`/inject/${nodeId}`, {}, payload === undefined ? undefined : injectedProperties(payload)),
    until,
    async kill() {
      close();
      await ended(child, 'SIGKILL');
    },
    async stop() {
      close();
      await ended(child, 'SIGTERM');
      await rm(userDir, { recursive: true, force: true });
    },
  };
}

/** How often flows were started. */
const starts = (told: readonly Told[]): number =>
  told.filter(({ topic, data }) => topic === 'notification/runtime-state' && data.state === 'start').length;

/** What the editor posts when somebody presses a button with changed properties. */
const injectedProperties = (payload: object): object => ({
  __user_inject_props__: [{ p: 'payload', v: JSON.stringify(payload), vt: 'json' }],
});

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function linkPackage(userDir: string): Promise<void> {
  const folder = join(userDir, 'node_modules/@zgoda/node-red');
  await mkdir(dirname(folder), { recursive: true });
  await symlink(join(repository, 'node-red'), folder);
  await writeFile(
    join(userDir, 'package.json'),
    JSON.stringify({ name: 'project', dependencies: { '@zgoda/node-red': '*' } }),
  );
}

async function writeSettings(userDir: string, port: number): Promise<void> {
  const settings = {
    uiPort: port,
    uiHost: '127.0.0.1',
    flowFile: 'flows.json',
    credentialSecret: 'for tests only',
    telemetry: { enabled: false, updateNotification: false },
    editorTheme: { tours: false, projects: { enabled: false } },
    logging: { console: { level: 'info', metrics: false, audit: false } },
  };
  await writeFile(join(userDir, 'settings.js'), `module.exports = ${JSON.stringify(settings)};\n`);
}

function started(child: ChildProcess, log: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = setInterval(() => {
      if (!/Started flows|To run the server/.test(log())) return;
      clearInterval(look);
      resolve();
    }, 50);
    child.once('exit', (code) => {
      clearInterval(look);
      reject(new Error(`Node-RED ended with ${String(code)}:\n${log()}`));
    });
  });
}

async function listenToComms(port: number): Promise<{ told: Told[]; close: () => void }> {
  const told: Told[] = [];
  const socket = new WebSocket(`ws://127.0.0.1:${port}/comms`);
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error('the comms socket does not open'));
  });
  socket.onmessage = ({ data }) => {
    const messages = JSON.parse(String(data)) as Told | Told[];
    told.push(...(Array.isArray(messages) ? messages : [messages]));
  };
  for (const topic of ['status/#', 'debug']) socket.send(JSON.stringify({ subscribe: topic }));
  return { told, close: () => socket.close() };
}

async function ended(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const force = setTimeout(() => child.kill('SIGKILL'), 16_000);
  child.kill(signal);
  await exit;
  clearTimeout(force);
}
