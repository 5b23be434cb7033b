import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openStore, type StoreLocation, type StorePorts } from '../../../engine/src/store/openStore';
import type { Store } from '../../../engine/src/store/store';
import { systemClock } from '../../../engine/src/shared/clock';
import { silentLog } from '../../../engine/src/shared/log';
import { systemRandom } from '../../../engine/src/shared/random';

/** A store for one test file: `open` opens the same data again. */
export interface StoreUnderTest {
  readonly location: StoreLocation;
  open(): Promise<Store>;
  /** Closes what is open and removes the data. */
  remove(): Promise<void>;
}

export const ports: StorePorts = { clock: systemClock, random: systemRandom, log: silentLog };

async function sqlite(): Promise<StoreUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'zgoda-store-'));
  return underTest({ kind: 'sqlite', folder }, () => rm(folder, { recursive: true }));
}

/** A PostgreSQL server for tests: a database whose user may create schemas. */
const testAddress = process.env['ZGODA_TEST_POSTGRES'] ?? 'postgres://root@127.0.0.1:5432/test';
let schemas = 0;

async function postgres(): Promise<StoreUnderTest> {
  schemas += 1;
  const schema = `zgoda_test_${process.pid}_${Date.now()}_${schemas}`;
  const address = `${testAddress}?schema=${schema}`;
  return underTest({ kind: 'postgres', address }, async () => {
    const client = new Client(testAddress);
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

/** Every kind of store, each empty: the suites run over all of them. */
export const stores: readonly (readonly [kind: string, make: () => Promise<StoreUnderTest>])[] = [
  ['sqlite', sqlite],
  ['postgres', postgres],
];
