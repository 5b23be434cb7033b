import type { StoreLocation, StorePorts } from '../openStore';
import { installPostgres } from './installPostgres';
import { installSqlite } from './installSqlite';

/**
 * Puts the closed database file of an embedded store, which has the newest schema, in a store's place. The file may be moved. Throws
 * `store_not_empty` unless told to `replace`, and `already_open`. Once it has called `placing`, the data may be there, also if it throws.
 */
export async function installStore(
  databaseFile: string,
  location: StoreLocation,
  replace: boolean,
  ports: StorePorts,
  placing: () => void = () => undefined,
): Promise<void> {
  if (location.kind === 'sqlite') await installSqlite(databaseFile, location.folder, replace, ports, placing);
  else await installPostgres(databaseFile, location.address, replace, ports, placing);
}
