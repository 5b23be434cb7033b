import { join } from 'node:path';
import pg from 'pg';

/** An empty store for a measurement. */
export interface BenchStore {
  /** As `StoreConfig.location` takes it. */
  readonly location: string;
  remove(): Promise<void>;
}

const administration = 'postgres://root@127.0.0.1:5432/postgres';

/** A new embedded store in `folder` (`sqlite`), or a new database on this machine's PostgreSQL (`postgres`). */
export async function createBenchStore(kind: string, folder: string): Promise<BenchStore> {
  if (kind === 'sqlite') return { location: join(folder, 'store'), remove: () => Promise.resolve() };
  if (kind !== 'postgres') throw new Error('--store must be sqlite or postgres');
  const name = `zgoda_bench_${process.pid}_${Date.now()}`;
  await administer(`CREATE DATABASE ${name}`);
  const location = administration.replace(/postgres$/, name);
  return { location, remove: () => administer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: administration });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
