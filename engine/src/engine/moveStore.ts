import { ZgodaError } from '../shared/errors';
import { writeSecretKey } from '../shared/keys';
import { installStore } from '../store/copy/installStore';
import { refuseOtherUsers } from '../store/copy/refuseOtherUsers';
import { openStaged, stagedFile, withStaging } from '../store/copy/stagedStore';
import { openStore, type StorePorts } from '../store/openStore';
import type { Store } from '../store/store';
import type { EngineOptions } from './engine';
import { journalOf, openEngineStore, withKeyAndJournal } from './openEngineStore';
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
 * anything fails, the mark is taken off and the new place is as it was. Throws `already_open`, `store_not_empty` and what opening throws.
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
  await withSource(source, ports, (store) => store.markMoved(newName));
  try {
    await refuseOtherUsers(source.location, ports);
    const ledgerEntries = await move(from, to, replace, ports);
    const keyFile = to.store.secretKey === undefined ? target.keyFile : null;
    return { from: oldName, to: newName, ledgerEntries, keyFile };
  } catch (error) {
    await withSource(source, ports, (store) => store.markMoved(null));
    throw error;
  }
}

async function move(from: EngineOptions, to: EngineOptions, replace: boolean, ports: StorePorts): Promise<number> {
  const source = storePlace(from.store, from.defaultFolder);
  const target = storePlace(to.store, to.defaultFolder);
  return withStaging(target.location, ports, async (folder) => {
    await withSource(source, ports, async (store) => {
      const { secretKey, journal } = await withKeyAndJournal(store, source, from.store.secretKey);
      if (to.store.secretKey === undefined) await writeSecretKey({ keyFile: target.keyFile }, secretKey);
      const carried = await journalOf(store, target);
      const known = new Set((await carried.read()).entries.map(({ erasureId }) => erasureId));
      for (const entry of (await journal.read()).entries) if (!known.has(entry.erasureId)) await carried.append(entry);
      await store.backup(stagedFile(folder));
    });
    await openStaged(folder, ports, (store) => store.markMoved(null));
    await installStore(stagedFile(folder), target.location, replace, ports);
    const { store } = await openEngineStore(to, ports);
    try {
      return await wholeLedger(store);
    } finally {
      await store.close();
    }
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
