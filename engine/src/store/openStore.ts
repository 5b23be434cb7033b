import type { Clock } from '../shared/clock';
import type { Log } from '../shared/log';
import type { Random } from '../shared/random';
import type { Store } from './store';

/** Where a store is. */
export type StoreLocation =
  | { readonly kind: 'sqlite'; readonly folder: string }
  /** `postgres://user:password@host/database`, with `?schema=` for another schema than `zgoda`. */
  | { readonly kind: 'postgres'; readonly address: string };

/** What a store needs of its surroundings. */
export interface StorePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Opens a store, creating it or bringing its schema up to date. What the other kind needs is not loaded. */
export async function openStore(location: StoreLocation, ports: StorePorts): Promise<Store> {
  if (location.kind === 'sqlite') {
    const { openSqliteStore } = await import('./sqlite/sqliteStore');
    return openSqliteStore(location.folder, ports);
  }
  const { openPostgresStore } = await import('./postgres/postgresStore');
  return openPostgresStore(location.address, ports);
}
