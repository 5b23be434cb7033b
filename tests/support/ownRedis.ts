import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A Redis server of a test's own, in memory. */
export interface OwnRedis {
  readonly port: number;
  stop(): Promise<void>;
}

/** Whether this machine has a Redis server to start. Throws where CI is set: there a missing one is a failure. */
export function hasRedis(): boolean {
  if (spawnSync('redis-server', ['--version']).status === 0) return true;
  if (process.env['CI'] !== undefined) throw new Error('redis-server is missing, and CI must run its tests');
  console.warn('redis-server is not on this machine: its tests are left out');
  return false;
}

/** Starts a server on this port of this machine; resolves once it takes connections. */
export async function startOwnRedis(port: number): Promise<OwnRedis> {
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('Ready to accept connections')) resolve();
    });
    void ended.then(() => reject(new Error('redis-server ended')));
  });
  return {
    port,
    async stop() {
      child.kill();
      await ended;
    },
  };
}
