import { execFile } from 'node:child_process';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const versions = '/usr/lib/postgresql';

/** A PostgreSQL server of a test's own, which it may stop as it likes. */
export interface OwnPostgres {
  readonly address: string;
  start(): Promise<void>;
  /** `immediate` is as a power cut: nothing is written, and the next start recovers from the log. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  remove(): Promise<void>;
}

/** Makes and starts an empty server on a free port of this machine. It runs as `postgres` where this user is root. */
export async function createOwnPostgres(): Promise<OwnPostgres> {
  const programs = join(versions, (await readdir(versions)).sort().at(-1) ?? '', 'bin');
  const folder = await mkdtemp(join(tmpdir(), 'zgoda-postgres-'));
  const isRoot = userInfo().uid === 0;
  if (isRoot) {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout)),
    );
    await chown(folder, uid as number, gid as number);
  }
  const call = (program: string, ...words: string[]): Promise<unknown> => {
    const command = [join(programs, program), ...words];
    return isRoot
      ? run('setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', ...command])
      : run(command[0] as string, command.slice(1));
  };
  const data = join(folder, 'data');
  const port = await freePort();
  const control = (...words: string[]) => call('pg_ctl', '--pgdata', data, '--wait', '--silent', ...words);
  const start = async (): Promise<void> => {
    const options = `-h 127.0.0.1 -p ${port} -k ${folder}`;
    await control('start', '--log', join(folder, 'log'), '--options', options);
  };
  await call('initdb', '--pgdata', data, '--auth', 'trust', '--username', 'zgoda', '--no-sync', '--encoding', 'UTF8');
  await start();
  return {
    address: `postgres://zgoda@127.0.0.1:${port}/postgres`,
    start,
    async stop(mode) {
      await control('stop', '--mode', mode);
    },
    async remove() {
      await control('stop', '--mode', 'immediate').catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
