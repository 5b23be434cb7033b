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
    const known = keys.get(name) ?? lockKey(`zgoda ${schema} ${name}`);
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

/** A signed 64-bit number, as text, because JavaScript's numbers do not hold it. */
function lockKey(name: string): string {
  return createHash('sha256').update(name).digest().readBigInt64BE(0).toString();
}
