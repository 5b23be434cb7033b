import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { Client } from 'pg';

const here = dirname(fileURLToPath(import.meta.url));
const run = promisify(execFile);

type Row = Record<string, string | number>;

/**
 * How many messages a second pass through the queue (accept, claim, submit, deliver; each step durable), in each store and
 * in SQLite with the smallest schema. Options: `messages` (100000), `stores` (comma-separated), `postgres` (an address).
 */
export default async function* queueBench(options: Record<string, string>): AsyncGenerator<Row> {
  const messages = Number(options['messages'] ?? 100_000);
  const stores = (options['stores'] ?? 'bare-sqlite,sqlite,postgres').split(',');
  const address = options['postgres'] ?? 'postgres://root@127.0.0.1:5432/test';
  const folder = await mkdtemp(join(tmpdir(), 'zgoda-queue-'));
  try {
    const program = await bundle(folder);
    for (const store of stores) {
      const result =
        store === 'postgres' ? await onPostgres(program, address, messages) : await onFolder(program, store, messages);
      yield { bench: 'queue', store, messages, ...result };
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function bundle(folder: string): Promise<string> {
  await build({
    entryPoints: [join(here, 'queueWorkload.ts'), join(here, '../../engine/src/store/sqlite/sqliteWorker.ts')],
    entryNames: '[name]',
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['pg-native'],
    logLevel: 'warning',
  });
  return join(folder, 'queueWorkload.js');
}

async function onFolder(program: string, store: string, messages: number): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'zgoda-queue-data-'));
  try {
    return await measure(program, store, folder, messages);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function onPostgres(program: string, address: string, messages: number): Promise<Row> {
  const schema = `zgoda_bench_${process.pid}`;
  const client = new Client(address);
  await client.connect();
  try {
    return await measure(program, 'postgres', `${address}?schema=${schema}`, messages);
  } finally {
    await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await client.end();
  }
}

async function measure(program: string, store: string, place: string, messages: number): Promise<Row> {
  const { stdout } = await run(process.execPath, [program, store, place, String(messages)]);
  return JSON.parse(stdout) as Row;
}
