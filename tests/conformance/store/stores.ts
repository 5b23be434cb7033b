import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openStore, type StoreLocation, type StorePorts } from '../../../engine/src/store/openStore';
import { readAddress } from '../../../engine/src/store/postgres/postgresDatabase';
import type { Store } from '../../../engine/src/store/store';
import { systemClock } from '../../../engine/src/shared/clock';
import { silentLog } from '../../../engine/src/shared/log';
import { systemRandom } from '../../../engine/src/shared/random';
import { hasService, testPostgres } from '../../support/hasService';

/** A store for one test file: `open` opens the same data again. */
export interface StoreUnderTest {
  readonly location: StoreLocation;
  open(): Promise<Store>;
  /** Closes what is open and removes the data. */
  remove(): Promise<void>;
}

/** The schema of a store in PostgreSQL. */
export function schemaOf({ location }: StoreUnderTest): string {
  if (location.kind !== 'postgres') throw new Error('an embedded store has no schema');
  return readAddress(location.address).schema;
}

export const ports: StorePorts = { clock: systemClock, random: systemRandom, log: silentLog };

async function sqlite(): Promise<StoreUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'zgoda-store-'));
  return underTest({ kind: 'sqlite', folder }, () => rm(folder, { recursive: true }));
}

let schemas = 0;

async function postgres(): Promise<StoreUnderTest> {
  schemas += 1;
  const schema = `zgoda_test_${process.pid}_${Date.now()}_${schemas}`;
  const address = `${testPostgres}?schema=${schema}`;
  return underTest({ kind: 'postgres', address }, async () => {
    const client = new Client(testPostgres);
    await client.connect();
    await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await client.end();
  });
}

function underTest(location: StoreLocation, removeData: () => Promise<void>): StoreUnderTest {
  const opened: Store[] = [];
  return {
    location,
    async open() {
      const store = await openStore(location, ports);
      opened.push(store);
      return store;
    },
    async remove() {
      await Promise.all(opened.map((store) => store.close()));
      await removeData();
    },
  };
}

/** Every kind of store that this machine has, each empty: the suites run over all of them. */
export const stores: readonly (readonly [kind: string, make: () => Promise<StoreUnderTest>])[] = [
  ['sqlite', sqlite],
  ...(hasService('postgres') ? [['postgres', postgres] as const] : []),
];

/** As `test`, for what only one kind of store does: there is none over the others. */
export function testOnly(
  wanted: 'sqlite' | 'postgres',
  kind: string,
): (name: string, run: () => Promise<void>) => void {
  return (name, run) => {
    if (kind === wanted) test(name, run);
  };
}
