import { toZgodaError } from '../shared/errors';
import type { StorePorts } from '../store/openStore';
import { openSqliteReader, type ReadStore } from '../store/sqlite/sqliteReader';
import type { EngineOptions } from './engine';
import { checkKey, openEngineStore, refuseMoved, secretKeyOf } from './openEngineStore';
import { storePlace } from './storePlace';

/**
 * Opens the store to copy it, with its secret key: beside a process that it could not be opened with to work on it, it is only read. Throws what
 * `openEngineStore` does.
 */
export async function openToCopy(
  options: EngineOptions,
  ports: StorePorts,
): Promise<{ readonly store: ReadStore; readonly secretKey: Buffer }> {
  const place = storePlace(options.store, options.defaultFolder);
  try {
    return await openEngineStore(options, ports);
  } catch (thrown) {
    if (place.location.kind !== 'sqlite' || toZgodaError(thrown).code !== 'already_open') throw thrown;
    const store = await openSqliteReader(place.location.folder, ports);
    try {
      await refuseMoved(store);
      const secretKey = await secretKeyOf(store, place, options.store.secretKey);
      await checkKey(store, secretKey);
      return { store, secretKey };
    } catch (error) {
      await store.close();
      throw error;
    }
  }
}
