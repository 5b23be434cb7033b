import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { installAsN8nDoes, packN8nPackage } from '../../support/n8nPackage';
import { freePort } from './freePort';
import { N8nClient } from './n8nClient';
import { n8nCommand } from './n8nCache';
import { outputOf, type RunOutput } from './runOutput';

const run = promisify(execFile);
const startupMs = 120_000;
const commandMs = 120_000;

/** A credential as `n8n import:credentials` reads it. */
export interface CredentialFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A real n8n in its own folder, with the packed nodes installed. */
export class N8nHost {
  private server: ChildProcess | null = null;
  private worker: ChildProcess | null = null;
  private log = '';

  private constructor(
    readonly folder: string,
    private readonly port: number,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /**
   * Makes the folder and installs the package that `npm pack` makes, as n8n's installer does. `settings` are environment
   * variables beside those that every host here has.
   */
  static async create(settings: Readonly<Record<string, string>> = {}): Promise<N8nHost> {
    const folder = await mkdtemp(join(tmpdir(), 'zgoda-n8n-host-'));
    const installed = join(folder, '.n8n/nodes/node_modules/n8n-nodes-zgoda');
    await mkdir(installed, { recursive: true });
    await installAsN8nDoes(await packN8nPackage(folder), installed);
    const [port, brokerPort] = [await freePort(), await freePort()];
    return new N8nHost(folder, port, { ...n8nEnvironment(folder, port, brokerPort), ...settings });
  }

  /** Runs one n8n command to its end; returns what it printed. Rejects, with the end of that, when it fails. */
  async command(...words: string[]): Promise<string> {
    const options = { env: this.environment, timeout: commandMs, maxBuffer: 64 * 1024 * 1024 };
    const outcome = await run(process.execPath, [n8nCommand, ...words], options).catch(
      (failure: Error & { stdout: string; stderr: string }) => failure,
    );
    if (outcome instanceof Error)
      throw new Error(`n8n ${words[0]}: ${(outcome.stdout + outcome.stderr).slice(-3_000)}`);
    return outcome.stdout;
  }

  /** One workflow, or a list of them. */
  async importWorkflow(workflow: object): Promise<void> {
    await this.command('import:workflow', `--input=${await this.write('workflow.json', workflow)}`);
  }

  async importCredentials(credentials: readonly CredentialFile[]): Promise<void> {
    await this.command('import:credentials', `--input=${await this.write('credentials.json', credentials)}`);
  }

  /** Runs a workflow once, from its manual trigger, in a process of its own. */
  async execute(workflowId: string): Promise<RunOutput> {
    const printed = await this.command('execute', `--id=${workflowId}`, '--rawOutput');
    const { data } = JSON.parse(printed.slice(printed.indexOf('{'))) as { data: Parameters<typeof outputOf>[0] };
    return outputOf(data);
  }

  /** Starts the server and signs in as its owner. */
  async start(): Promise<N8nClient> {
    this.server = spawn(process.execPath, [n8nCommand, 'start'], { env: this.environment });
    const note = (chunk: Buffer): void => void (this.log += chunk.toString());
    this.server.stdout?.on('data', note);
    this.server.stderr?.on('data', note);
    const client = new N8nClient(this.port);
    const deadline = Date.now() + startupMs;
    while (!(await client.isReady())) {
      if (this.server.exitCode !== null || Date.now() > deadline) throw new Error(`n8n did not start:\n${this.log}`);
      await sleep(250);
    }
    await client.signIn();
    return client;
  }

  /** Starts a worker, which runs what the server queues; resolves once it is ready. */
  async startWorker(): Promise<void> {
    const env = { ...this.environment, N8N_RUNNERS_BROKER_PORT: String(await freePort()) };
    this.worker = spawn(process.execPath, [n8nCommand, 'worker', '--concurrency=5'], { env });
    let told = '';
    await new Promise<void>((resolve, reject) => {
      const note = (chunk: Buffer): void => {
        told += chunk.toString();
        if (/worker is now ready/i.test(told)) resolve();
      };
      this.worker?.stdout?.on('data', note);
      this.worker?.stderr?.on('data', note);
      this.worker?.once('exit', () => reject(new Error(`the worker ended:\n${told}`)));
    });
  }

  async stop(): Promise<void> {
    await Promise.all([end(this.server), end(this.worker)]);
    this.server = null;
    this.worker = null;
  }

  /** Ends the server as a power cut does. */
  async kill(): Promise<void> {
    await end(this.server, 'SIGKILL');
    this.server = null;
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async write(name: string, content: object): Promise<string> {
    const file = join(this.folder, name);
    await writeFile(file, JSON.stringify(content));
    return file;
  }
}

async function end(child: ChildProcess | null, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  if (child === null || child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

function n8nEnvironment(folder: string, port: number, brokerPort: number): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: folder,
    N8N_USER_FOLDER: folder,
    N8N_ENCRYPTION_KEY: 'host-tests',
    DB_TYPE: 'sqlite',
    N8N_PORT: String(port),
    N8N_RUNNERS_BROKER_PORT: String(brokerPort),
    N8N_LISTEN_ADDRESS: '127.0.0.1',
    N8N_SECURE_COOKIE: 'false',
    N8N_DIAGNOSTICS_ENABLED: 'false',
    N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
    N8N_TEMPLATES_ENABLED: 'false',
    N8N_PERSONALIZATION_ENABLED: 'false',
  };
}
