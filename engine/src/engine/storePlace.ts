import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import type { StoreSettings } from '../config';
import type { StoreLocation } from '../store/openStore';

/** Where a store is, and what belongs to it and is kept apart from its data. */
export interface StorePlace {
  readonly location: StoreLocation;
  /** For a secret key that the configuration does not give. */
  readonly keyFile: string;
  readonly journalFolder: string;
}

/**
 * The place that the configuration means. The key lies beside an embedded store; for PostgreSQL in the host's own folder, under a
 * name that tells databases apart.
 */
export function storePlace(config: StoreSettings, defaultFolder: string): StorePlace {
  const location = locationOf(config.location, defaultFolder);
  const keyFile = keyFileOf(location, defaultFolder);
  return { location, keyFile, journalFolder: resolve(config.journalFolder ?? dirname(keyFile)) };
}

/** The file of a store's erasure journal: its name tells stores apart and stays with a store that is moved. */
export function journalFile(place: StorePlace, storeId: string): string {
  return join(place.journalFolder, `erasures-${storeId}.jsonl`);
}

/** A location as people may read it: without the user and the password. */
export function publicName(location: StoreLocation): string {
  if (location.kind === 'sqlite') return location.folder;
  const { host, pathname, searchParams } = new URL(location.address);
  const schema = searchParams.get('schema');
  return `postgres://${host}${pathname}${schema === null ? '' : `?schema=${schema}`}`;
}

function locationOf(location: string | undefined, defaultFolder: string): StoreLocation {
  if (location === undefined) return { kind: 'sqlite', folder: resolve(defaultFolder) };
  if (/^postgres(ql)?:\/\//.test(location)) return { kind: 'postgres', address: location };
  return { kind: 'sqlite', folder: resolve(location) };
}

function keyFileOf(location: StoreLocation, defaultFolder: string): string {
  if (location.kind === 'sqlite') return join(location.folder, 'zgoda.key');
  const { hostname, port, pathname } = new URL(location.address);
  const name = createHash('sha256').update(`${hostname}:${port}${pathname}`).digest('hex').slice(0, 16);
  return join(resolve(defaultFolder), `postgres-${name}.key`);
}
