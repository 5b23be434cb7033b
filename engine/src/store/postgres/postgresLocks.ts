import type { ClientBase } from 'pg';

/** What transactions take turns at. */
export type LockName = 'migrate' | 'ledger' | 'events' | `parts ${string}`;

/** Locks of one store (its schema), held until the transaction ends. */
export interface PostgresLocks {
  alone(name: LockName): Promise<void>;
  shared(name: LockName): Promise<void>;
}

/** Advisory locks; `schema` keeps two stores in one database apart. */
export function createPostgresLocks(client: ClientBase, schema: string): PostgresLocks {
  const take = async (how: string, name: LockName): Promise<void> => {
    await client.query(`SELECT ${how}(hashtextextended($1, 0))`, [`zgoda ${schema} ${name}`]);
  };
  return {
    alone: (name) => take('pg_advisory_xact_lock', name),
    shared: (name) => take('pg_advisory_xact_lock_shared', name),
  };
}
