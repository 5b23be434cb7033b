import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartProblem } from './startProblem.mts';
import { markHeader, markOf } from './nodeRed.mts';

const ourPackage = fileURLToPath(new URL('../../node-red', import.meta.url));

/** What one demo that runs tells the next one. */
export interface RunningDemo {
  readonly url: string;
  /** What its Node-RED answers with. */
  readonly mark: string;
  /** Process of Node-RED. */
  readonly nodeRedPid: number;
}

/**
 * Makes the folder of the demo, with a Node-RED user folder that has our nodes and listens on this machine only; all that
 * it answers carries `mark`. What earlier runs left there stays: the store, and flows of your own. Throws a StartProblem when it cannot be written.
 */
export async function prepareFolder(folder: string, mark: string): Promise<void> {
  const userFolder = join(folder, 'node-red');
  const modules = join(userFolder, 'node_modules/@zgoda');
  try {
    await mkdir(modules, { recursive: true });
    await rm(join(modules, 'node-red'), { recursive: true, force: true });
    await symlink(ourPackage, join(modules, 'node-red'), 'junction');
    await writeFile(join(userFolder, 'package.json'), JSON.stringify(userPackage, null, 2));
    await writeFile(join(userFolder, 'settings.js'), settingsOf(await keepSecret(folder), mark));
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    const mend = 'Give this user the right to write there and check that the disk is not full, or use --folder DIR.';
    throw new StartProblem(`The demo’s folder ${folder} cannot be written (${code ?? 'unknown'}). ${mend}`);
  }
}

const userPackage = {
  name: 'zgoda-demo',
  private: true,
  dependencies: { '@zgoda/node-red': `file:${ourPackage}` },
};

function settingsOf(credentialSecret: string, mark: string): string {
  const settings = {
    uiHost: '127.0.0.1',
    flowFile: 'flows.json',
    credentialSecret,
    telemetry: { enabled: false, updateNotification: false },
    editorTheme: { tours: false, projects: { enabled: false }, page: { title: 'Zgoda demo' } },
    logging: { console: { level: 'info', metrics: false, audit: false } },
  };
  const answerWithMark = `(request, response, next) => {
  response.setHeader('${markHeader}', '${mark}');
  next();
}`;
  return `module.exports = ${JSON.stringify(settings, null, 2)};
module.exports.httpAdminMiddleware = ${answerWithMark};
`;
}

/** What Node-RED encrypts the passwords in its flows with: made once. */
async function keepSecret(folder: string): Promise<string> {
  const file = join(folder, 'credential-secret');
  try {
    return await readFile(file, 'utf8');
  } catch {
    const secret = randomBytes(32).toString('hex');
    await writeFile(file, secret, { mode: 0o600 });
    return secret;
  }
}

/** Throws a StartProblem when a demo over this folder still runs. */
export async function refuseSecondDemo(folder: string): Promise<void> {
  const running = await readJson<RunningDemo>(runningFile(folder));
  if (running !== null && (await markOf(running.url)) === running.mark) {
    throw new StartProblem(`The demo runs already: open ${running.url}, or end it with Ctrl-C where you started it.`);
  }
}

/** Tells later starts that this demo runs. */
export async function markRunning(folder: string, running: RunningDemo): Promise<void> {
  await writeJson(runningFile(folder), running);
}

/** Takes back `markRunning`. */
export async function unmarkRunning(folder: string): Promise<void> {
  await rm(runningFile(folder), { force: true });
}

const runningFile = (folder: string): string => join(folder, 'running.json');

/** Writes a file of the demo; whoever reads it finds the old text or the new one, whole. */
export async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(value));
  await rename(`${file}.new`, file);
}

/** What a file of the demo says; null where there is none, or where it is not JSON. */
export async function readJson<T>(file: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch {
    return null;
  }
}
