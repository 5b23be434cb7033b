import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';

/** What transactions take turns at. */
export type LockName = 'migrate' | 'ledger' | 'events' | `parts ${string}`;

/** Advisory locks of one store, held until the transaction ends. */
export interface PostgresLocks {
  /** The number that PostgreSQL knows the lock by, for statements that take it themselves. */
  key(name: LockName): string;
  /** Waits until nobody else holds it. */
  take(name: LockName): Promise<void>;
}

/** The locks of the store in `schema`; two stores in one database have their own. */
export function createPostgresLocks(client: ClientBase, schema: string): PostgresLocks {
  const keys = new Map<LockName, string>();
  const key = (name: LockName): string => {
    const known = keys.get(name) ?? lockKey(schema, name);
    keys.set(name, known);
    return known;
  };
  return {
    key,
    async take(name) {
      await client.query('SELECT pg_advisory_xact_lock($1)', [key(name)]);
    },
  };
}

/** The number of a lock: signed, 64 bits, as text because JavaScript's numbers do not hold it. */
export function lockKey(schema: string, name: LockName | 'open'): string {
  return createHash('sha256').update(`zgoda ${schema} ${name}`).digest().readBigInt64BE(0).toString();
}
