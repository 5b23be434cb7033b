import { createHmac, timingSafeEqual } from 'node:crypto';
import { compactStore } from '../compliance/erasure';
import { replayErasures, type ErasureJournal } from '../compliance/erasureJournal';
import { ZgodaError } from '../shared/errors';
import { loadSecretKey, readSecretKey } from '../shared/keys';
import type { Log } from '../shared/log';
import { createErasureJournalFile } from '../store/erasureJournalFile';
import { openStore, type StorePorts } from '../store/openStore';
import type { Store } from '../store/store';
import type { EngineOptions } from './engine';
import { journalFile, storePlace, type StorePlace } from './storePlace';

/** An open store with what belongs to it and is kept apart from it. */
export interface EngineStore {
  readonly store: Store;
  readonly secretKey: Buffer;
  readonly journal: ErasureJournal;
  /** Tells it from all others, wherever it is and however its address is written; copies of it have it too. */
  readonly storeId: string;
}

/**
 * Opens the store that the options name, with its secret key. However its data came there, nobody is in it whose erasure the
 * journal has noted. Throws `store_key_wrong`, `store_key_missing`, `store_moved` and what opening throws.
 */
export async function openEngineStore(options: EngineOptions, ports: StorePorts): Promise<EngineStore> {
  const place = storePlace(options.store, options.defaultFolder);
  const store = await openStore(place.location, ports);
  try {
    await refuseMoved(store);
    const opened = await withKeyAndJournal(store, place, options.store.secretKey);
    await replayJournal(store, opened.journal, ports.log);
    await compactStore(store, ports.log);
    return opened;
  } catch (thrown) {
    await store.close();
    throw thrown;
  }
}

/** An open store with its key, checked, and its journal, not replayed. */
export async function withKeyAndJournal(
  store: Store,
  place: StorePlace,
  configuredKey: string | undefined,
): Promise<EngineStore> {
  const secretKey = await secretKeyOf(store, place, configuredKey);
  await checkKey(store, secretKey);
  return { store, secretKey, journal: await journalOf(store, place), storeId: await storeIdOf(store) };
}

/** The journal of a store in its place. */
export async function journalOf(store: Store, place: StorePlace): Promise<ErasureJournal> {
  return createErasureJournalFile(journalFile(place, await storeIdOf(store)));
}

async function storeIdOf(store: Pick<Store, 'readSetting'>): Promise<string> {
  return (await store.readSetting('store_id')) ?? 'unknown';
}

/** A store made with one key cannot be read with another: numbers would hash differently, and STOPs be forgotten. */
export async function checkKey(store: Pick<Store, 'readSetting' | 'writeSetting'>, secretKey: Buffer): Promise<void> {
  const check = createHmac('sha256', secretKey).update(checkSetting).digest('hex');
  const stored = await store.readSetting(checkSetting);
  if (stored === null) return store.writeSetting(checkSetting, check);
  if (!timingSafeEqual(Buffer.from(stored), Buffer.from(check))) throw new ZgodaError('store_key_wrong');
}

const checkSetting = 'secret_key_check';

/** Throws `store_moved`. */
export async function refuseMoved(store: Pick<Store, 'readMoved'>): Promise<void> {
  const place = await store.readMoved();
  if (place !== null) throw new ZgodaError('store_moved', { place });
}

/** The key of the configuration, else of its file; one is made only for a store that never had one. Throws `store_key_missing`. */
export async function secretKeyOf(
  store: Pick<Store, 'readSetting'>,
  { keyFile }: StorePlace,
  configured: string | undefined,
): Promise<Buffer> {
  if (configured !== undefined) return Buffer.from(configured, 'hex');
  const key = await readSecretKey({ keyFile });
  if (key !== null) return key;
  if ((await store.readSetting(checkSetting)) !== null) throw new ZgodaError('store_key_missing', { file: keyFile });
  return loadSecretKey({ keyFile });
}

async function replayJournal(store: Store, journal: ErasureJournal, log: Log): Promise<void> {
  const { entries, unreadableLines } = await journal.read();
  if (unreadableLines.length > 0) {
    log.warn('The erasure journal has lines that cannot be read', { lines: unreadableLines.join(', ') });
  }
  const replayed = await replayErasures(store, entries);
  if (replayed > 0) log.warn('The data were older than the erasure journal: erased again', { erasures: replayed });
}
