import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Engine, EngineOptions } from '../../../engine/src/engine/engine';
import { openEngine } from '../../../engine/src/engine/openEngine';
import { silentLog } from '../../../engine/src/shared/log';
import { hasService, testPostgres } from '../../support/hasService';

/** Places for engines in one folder of a test: every name is a store of its own. */
export interface EngineStores {
  readonly folder: string;
  options(name: string): EngineOptions;
  /** Opens the engine of a place, gives it to `work`, and closes it. */
  use<T>(name: string, work: (engine: Engine) => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

const kinds = ['sqlite', ...(hasService('postgres') ? (['postgres'] as const) : [])] as const;

/** Each kind of store that this machine has. */
export const storeKinds: readonly ('sqlite' | 'postgres')[] = kinds;

let groups = 0;

export async function createEngineStores(kind: 'sqlite' | 'postgres'): Promise<EngineStores> {
  const folder = await mkdtemp(join(tmpdir(), 'zgoda-engine-'));
  groups += 1;
  const prefix = `zgoda_engine_${process.pid}_${Date.now()}_${groups}`;
  const schemas = new Set<string>();

  const locationOf = (name: string): string => {
    if (kind === 'sqlite') return join(folder, name);
    schemas.add(`${prefix}_${name}`);
    return `${testPostgres}?schema=${prefix}_${name}`;
  };
  const options = (name: string): EngineOptions => ({
    store: { location: locationOf(name), defaultCountry: 'GB' },
    defaultFolder: join(folder, `${name}-host`),
    log: silentLog,
    zone: 'Europe/London',
    lingerMs: 0,
  });

  return {
    folder,
    options,
    async use(name, work) {
      const engine = await openEngine(options(name));
      try {
        return await work(engine);
      } finally {
        await engine.release();
      }
    },
    async remove() {
      await rm(folder, { recursive: true });
      if (schemas.size === 0) return;
      const client = new Client(testPostgres);
      await client.connect();
      for (const schema of schemas) await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      await client.end();
    },
  };
}
