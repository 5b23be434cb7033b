import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { startChild, type Child } from './childProcess.mts';
import { StartProblem } from './startProblem.mts';

/** One node, tab or configuration of a flow file. */
export type FlowNode = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

/** A running Node-RED. */
export interface NodeRed {
  readonly url: string;
  readonly pid: number;
  readonly ended: Promise<void>;
  /** The flows that are deployed. */
  readFlows(): Promise<FlowNode[]>;
  /** Deploys these in place of all that were. */
  deploy(flows: readonly FlowNode[]): Promise<void>;
  /** Presses the button of an inject node. */
  inject(nodeId: string): Promise<void>;
  /** A number in a tab's context; 0 while there is none. */
  readCount(tabId: string, key: string): Promise<number>;
  stop(): Promise<void>;
}

const program = createRequire(import.meta.url).resolve('node-red/red.js');
const readyMs = 60_000;
/** Node-RED gives each node 15 s to close. */
const stopMs = 20_000;

/**
 * Starts Node-RED over a prepared folder, in its safe mode: flows of an earlier run start only with the next deploy. It
 * listens on the wanted port, or else on 1880, or else on any free one. `mark` is what its settings make it answer with.
 * Throws a StartProblem when it does not come up.
 */
export async function startNodeRed(folder: string, mark: string, wanted: number | null): Promise<NodeRed> {
  const nodeRed =
    (await tryPort(folder, mark, await choosePort(wanted))) ??
    (wanted === null ? await tryPort(folder, mark, await freePort()) : null);
  if (nodeRed !== null) return nodeRed;
  throw new StartProblem(`Node-RED did not start. What it said is in ${logOf(folder)}.`);
}

const logOf = (folder: string): string => join(folder, 'node-red.log');

/** Null when it did not come up on this port: another program may have taken it just before. */
async function tryPort(folder: string, mark: string, port: number): Promise<NodeRed | null> {
  const words = [
    '--import',
    new URL('endWithParent.mts', import.meta.url).href,
    program,
    '--safe',
    '--port',
    String(port),
  ]
    .concat(['--userDir', join(folder, 'node-red')])
    .concat(['--settings', join(folder, 'node-red/settings.js')]);
  const child = startChild({ words, folder, logFile: logOf(folder), readsOutput: false });
  const url = `http://127.0.0.1:${port}`;
  if (await becomesReady(url, mark, child)) {
    return { url, pid: child.pid, ended: child.ended, ...adminOf(url), stop: () => child.stop(stopMs) };
  }
  await child.stop(0);
  return null;
}

async function becomesReady(url: string, mark: string, child: Child): Promise<boolean> {
  let ended = false;
  void child.ended.then(() => (ended = true));
  for (const deadline = Date.now() + readyMs; Date.now() < deadline && !ended; await pause(200)) {
    if ((await markOf(url)) === mark) return true;
  }
  return false;
}

const pause = (delayMs: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, delayMs));

/** Name of the header that carries the mark. */
export const markHeader = 'x-zgoda-demo';

/** The mark of the demo whose Node-RED answers there; null for none. */
export async function markOf(url: string): Promise<string | null> {
  try {
    return (await fetch(`${url}/settings`, { signal: AbortSignal.timeout(2_000) })).headers.get(markHeader);
  } catch {
    return null;
  }
}

/** Node-RED's admin API, as far as the demo needs it. */
function adminOf(url: string): Pick<NodeRed, 'readFlows' | 'deploy' | 'inject' | 'readCount'> {
  const headers = {
    'content-type': 'application/json',
    'Node-RED-API-Version': 'v2',
    // Node closes a connection that was quiet for 5 s; on a machine that stood still, also under a request.
    connection: 'close',
  };
  async function call(method: string, path: string, body?: unknown): Promise<Response> {
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    return fetch(`${url}${path}`, { method, headers, ...init, signal: AbortSignal.timeout(60_000) });
  }
  async function request(method: string, path: string, body?: unknown): Promise<string> {
    const response = await call(method, path, body);
    const text = await response.text();
    if (!response.ok) throw new StartProblem(`Node-RED refused ${method} ${path} (${response.status}): ${text}`);
    return text;
  }
  return {
    readFlows: async () => (JSON.parse(await request('GET', '/flows')) as { flows: FlowNode[] }).flows,
    async deploy(flows) {
      await request('POST', '/flows', { flows });
    },
    async inject(nodeId) {
      // A deployed node may not have started yet.
      for (const deadline = Date.now() + readyMs; Date.now() < deadline; await pause(200)) {
        if ((await call('POST', `/inject/${nodeId}`, {})).ok) return;
      }
      throw new StartProblem('Node-RED did not start the example flow. Look at node-red.log in the demo’s folder.');
    },
    async readCount(tabId, key) {
      const answer = JSON.parse(await request('GET', `/context/flow/${tabId}/${key}`)) as {
        msg: string;
        format: string;
      };
      return answer.format === 'number' ? Number(answer.msg) : 0;
    },
  };
}

/** The port for the editor: the wanted one (else a sentence), or 1880, or any free one. */
async function choosePort(wanted: number | null): Promise<number> {
  if (wanted !== null) {
    if (await isFree(wanted)) return wanted;
    throw new StartProblem(`Port ${wanted} is in use by another program. End it, or choose another with --port.`);
  }
  return (await isFree(1880)) ? 1880 : freePort();
}

/** Whether a port of the loopback interface can be listened on. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
