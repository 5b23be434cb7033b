import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { join, resolve } from 'node:path';
import { ZgodaError } from '../shared/errors';
import { loadSecretKey } from '../shared/keys';
import { openStore, type StoreLocation, type StorePorts } from '../store/openStore';
import type { Store } from '../store/store';
import type { EngineOptions } from './engine';

/** Opens the store that the options name, with its secret key. Throws `store_key_wrong` and what opening throws. */
export async function openEngineStore(
  options: EngineOptions,
  ports: StorePorts,
): Promise<{ store: Store; secretKey: Buffer }> {
  const location = locationOf(options);
  const store = await openStore(location, ports);
  try {
    const secretKey = await secretKeyOf(options, location);
    await checkKey(store, secretKey);
    return { store, secretKey };
  } catch (thrown) {
    await store.close();
    throw thrown;
  }
}

function locationOf({ store, defaultFolder }: EngineOptions): StoreLocation {
  const { location } = store;
  if (location === undefined) return { kind: 'sqlite', folder: resolve(defaultFolder) };
  if (/^postgres(ql)?:\/\//.test(location)) return { kind: 'postgres', address: location };
  return { kind: 'sqlite', folder: resolve(location) };
}

async function secretKeyOf({ store, defaultFolder }: EngineOptions, location: StoreLocation): Promise<Buffer> {
  if (store.secretKey !== undefined) return Buffer.from(store.secretKey, 'hex');
  return loadSecretKey({ keyFile: keyFileOf(location, defaultFolder) });
}

/** Beside an embedded store; for PostgreSQL in the host's own folder, under a name that tells databases apart. */
function keyFileOf(location: StoreLocation, defaultFolder: string): string {
  if (location.kind === 'sqlite') return join(location.folder, 'zgoda.key');
  const { hostname, port, pathname } = new URL(location.address);
  const name = createHash('sha256').update(`${hostname}:${port}${pathname}`).digest('hex').slice(0, 16);
  return join(resolve(defaultFolder), `postgres-${name}.key`);
}

const checkSetting = 'secret_key_check';

/** A store made with one key cannot be read with another: numbers would hash differently, and STOPs be forgotten. */
async function checkKey(store: Store, secretKey: Buffer): Promise<void> {
  const check = createHmac('sha256', secretKey).update(checkSetting).digest('hex');
  const stored = await store.readSetting(checkSetting);
  if (stored === null) return store.writeSetting(checkSetting, check);
  if (!timingSafeEqual(Buffer.from(stored), Buffer.from(check))) throw new ZgodaError('store_key_wrong');
}
