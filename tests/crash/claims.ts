import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { databaseName } from '../../engine/src/store/sqlite/storeFolder';
import { schemaOf, type StoreUnderTest } from '../conformance/store/stores';
import { testPostgres } from '../support/hasService';

/** How many uncertain messages each holder of a slot left behind, as the claims say that they still have: lease and fence. */
export async function leftByEachHolder(data: StoreUnderTest): Promise<ReadonlyMap<string, number>> {
  const left = new Map<string, number>();
  for (const claim of await uncertainClaims(data)) {
    const holder = claim.slice(0, claim.lastIndexOf('#'));
    left.set(holder, (left.get(holder) ?? 0) + 1);
  }
  return left;
}

async function uncertainClaims(data: StoreUnderTest): Promise<string[]> {
  const query = (table: string): string => `SELECT claim FROM ${table} WHERE state = 'uncertain'`;
  if (data.location.kind === 'sqlite') {
    const database = new DatabaseSync(join(data.location.folder, databaseName), { readOnly: true });
    const rows = database.prepare(query('deliveries')).all();
    database.close();
    return rows.map(({ claim }) => String(claim));
  }
  const client = new Client(testPostgres);
  await client.connect();
  const { rows } = await client.query<{ claim: string }>(query(`${schemaOf(data)}.deliveries`));
  await client.end();
  return rows.map(({ claim }) => claim);
}
