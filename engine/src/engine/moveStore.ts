import { toZgodaError, ZgodaError } from '../shared/errors';
import { writeSecretKey } from '../shared/keys';
import { installStore } from '../store/copy/installStore';
import { refuseOtherUsers } from '../store/copy/refuseOtherUsers';
import { openStaged, stagedFile, withStaging } from '../store/copy/stagedStore';
import { openStore, type StorePorts } from '../store/openStore';
import type { Store } from '../store/store';
import type { EngineOptions } from './engine';
import { checkKey, journalOf, openEngineStore, withKeyAndJournal } from './openEngineStore';
import { wholeLedger } from './restoreStore';
import { publicName, storePlace, type StorePlace } from './storePlace';
import { systemStorePorts } from './storePorts';

/** A store that was moved. */
export interface MoveReport {
  readonly from: string;
  readonly to: string;
  readonly ledgerEntries: number;
  /** Where the secret key is now; null where the configuration gives it. */
  readonly keyFile: string | null;
}

/**
 * Moves a store into another place, of either kind, with its key and its erasure journal. The old one is marked before it is copied:
 * no process opens it or changes it any more, so that nothing is accepted where nobody sends and two never send the same text. If
 * anything fails before the new place may hold the data, the mark is as it was, and so is the new place. After that the old store
 * stays closed, and `move_unfinished` says what to do. Throws `already_open`, `store_not_empty` and what opening throws, too.
 */
export async function moveStore(from: EngineOptions, to: EngineOptions, replace: boolean): Promise<MoveReport> {
  const ports = systemStorePorts(from.log);
  const [source, target] = [from, to].map(({ store, defaultFolder }) => storePlace(store, defaultFolder)) as [
    StorePlace,
    StorePlace,
  ];
  const [oldName, newName] = [publicName(source.location), publicName(target.location)];
  if (oldName === newName) throw new ZgodaError('invalid_input', { field: '--to', problem: 'it is the same store' });
  await refuseOtherUsers(source.location, ports);
  const movedBefore = await withSource(source, ports, (store) => mark(store, newName));
  // A move that was cut off may have put the data there.
  let mayBeThere = movedBefore === newName;
  try {
    await refuseOtherUsers(source.location, ports);
    const ledgerEntries = await move(from, to, replace, ports, () => {
      mayBeThere = true;
    });
    const keyFile = to.store.secretKey === undefined ? target.keyFile : null;
    return { from: oldName, to: newName, ledgerEntries, keyFile };
  } catch (error) {
    if (mayBeThere) throw unfinished(newName, error);
    await withSource(source, ports, (store) => store.markMoved(movedBefore)).catch((failure: unknown) => {
      from.log.error('The old store could not be opened again', { code: toZgodaError(failure).code });
      throw unfinished(newName, error);
    });
    throw error;
  }
}

/**
 * Marks a store as moved; returns where it was marked as moved to before. Throws `store_moved` when that is another place: what waits
 * here may have been sent from there.
 */
async function mark(store: Store, place: string): Promise<string | null> {
  const before = await store.readMoved();
  if (before !== null && before !== place) throw new ZgodaError('store_moved', { place: before });
  await store.markMoved(place);
  return before;
}

function unfinished(place: string, cause: unknown): ZgodaError {
  return new ZgodaError('move_unfinished', { place, problem: toZgodaError(cause).message }, cause);
}

async function move(
  from: EngineOptions,
  to: EngineOptions,
  replace: boolean,
  ports: StorePorts,
  placing: () => void,
): Promise<number> {
  const source = storePlace(from.store, from.defaultFolder);
  const target = storePlace(to.store, to.defaultFolder);
  return withStaging(target.location, ports, async (folder) => {
    await withSource(source, ports, async (store) => {
      const { secretKey, journal } = await withKeyAndJournal(store, source, from.store.secretKey);
      if (to.store.secretKey === undefined) await writeSecretKey({ keyFile: target.keyFile }, secretKey);
      // Else the new store would not open.
      else await checkKey(store, Buffer.from(to.store.secretKey, 'hex'));
      const carried = await journalOf(store, target);
      const known = new Set((await carried.read()).entries.map(({ erasureId }) => erasureId));
      for (const entry of (await journal.read()).entries) if (!known.has(entry.erasureId)) await carried.append(entry);
      await store.backup(stagedFile(folder));
    });
    const ledgerEntries = await openStaged(folder, ports, async (store) => {
      await store.markMoved(null);
      return wholeLedger(store);
    });
    await installStore(stagedFile(folder), target.location, replace, ports, placing);
    const { store } = await openEngineStore(to, ports);
    await store.close();
    return ledgerEntries;
  });
}

async function withSource<T>(
  { location }: StorePlace,
  ports: StorePorts,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openStore(location, ports);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
