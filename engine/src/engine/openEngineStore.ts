import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { replayErasures, type ErasureJournal } from '../compliance/erasureJournal';
import { ZgodaError } from '../shared/errors';
import { loadSecretKey } from '../shared/keys';
import type { Log } from '../shared/log';
import { createErasureJournalFile } from '../store/erasureJournalFile';
import { openStore, type StoreLocation, type StorePorts } from '../store/openStore';
import type { Store } from '../store/store';
import type { EngineOptions } from './engine';

/** An open store with what belongs to it and is kept apart from it. */
export interface EngineStore {
  readonly store: Store;
  readonly secretKey: Buffer;
  readonly journal: ErasureJournal;
}

/**
 * Opens the store that the options name, with its secret key. However its data came there, nobody is in it whose erasure the
 * journal has noted. Throws `store_key_wrong` and what opening throws.
 */
export async function openEngineStore(options: EngineOptions, ports: StorePorts): Promise<EngineStore> {
  const location = locationOf(options);
  const store = await openStore(location, ports);
  try {
    const secretKey = await secretKeyOf(options, location);
    await checkKey(store, secretKey);
    const journal = createErasureJournalFile(await journalFileOf(store, options, location));
    await replayJournal(store, journal, ports.log);
    return { store, secretKey, journal };
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

/** In the configured folder, or beside the key; its name tells stores apart and stays with a store that is moved. */
async function journalFileOf(store: Store, options: EngineOptions, location: StoreLocation): Promise<string> {
  const folder = options.store.journalFolder ?? dirname(keyFileOf(location, options.defaultFolder));
  return join(resolve(folder), `erasures-${await store.readSetting('store_id')}.jsonl`);
}

async function replayJournal(store: Store, journal: ErasureJournal, log: Log): Promise<void> {
  const { entries, unreadableLines } = await journal.read();
  if (unreadableLines.length > 0) {
    log.warn('The erasure journal has lines that cannot be read', { lines: unreadableLines.join(', ') });
  }
  const replayed = await replayErasures(store, entries);
  if (replayed > 0) log.warn('The data were older than the erasure journal: erased again', { erasures: replayed });
}

const checkSetting = 'secret_key_check';

/** A store made with one key cannot be read with another: numbers would hash differently, and STOPs be forgotten. */
async function checkKey(store: Store, secretKey: Buffer): Promise<void> {
  const check = createHmac('sha256', secretKey).update(checkSetting).digest('hex');
  const stored = await store.readSetting(checkSetting);
  if (stored === null) return store.writeSetting(checkSetting, check);
  if (!timingSafeEqual(Buffer.from(stored), Buffer.from(check))) throw new ZgodaError('store_key_wrong');
}
