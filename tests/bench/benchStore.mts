import { join } from 'node:path';
import pg from 'pg';

/** An empty store for a measurement. */
export interface BenchStore {
  /** As `StoreConfig.location` takes it. */
  readonly location: string;
  remove(): Promise<void>;
}

const server = process.env['ZGODA_TEST_POSTGRES'] ?? 'postgres://root@127.0.0.1:5432/test';

/** A new embedded store in `folder` (`sqlite`), or a new schema on the PostgreSQL of the tests (`postgres`). */
export async function createBenchStore(kind: string, folder: string): Promise<BenchStore> {
  if (kind === 'sqlite') return { location: join(folder, 'store'), remove: () => Promise.resolve() };
  if (kind !== 'postgres') throw new Error('--store must be sqlite or postgres');
  const schema = `zgoda_bench_${process.pid}_${Date.now()}`;
  return { location: `${server}?schema=${schema}`, remove: () => dropSchema(schema) };
}

async function dropSchema(schema: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  } finally {
    await client.end();
  }
}
