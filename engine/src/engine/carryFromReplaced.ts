import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { carryStops, type CarriedStops, type StopSource } from '../compliance/carryStops';
import { toZgodaError } from '../shared/errors';
import { createIdSource } from '../shared/ids';
import { openStore, type StoreLocation, type StorePorts } from '../store/openStore';
import { databaseName } from '../store/sqlite/storeFolder';
import type { Store } from '../store/store';
import { checkKey } from './openEngineStore';

/**
 * Carries who wanted no texts any more from the store that a restored one replaces. Null where there is none, or it cannot be
 * read: it is damaged, of a newer version, or its numbers are hashed with another key.
 */
export async function carryFromReplaced(
  location: StoreLocation,
  restored: Store,
  secretKey: Buffer,
  ports: StorePorts,
): Promise<CarriedStops | null> {
  if (location.kind === 'sqlite' && !(await holdsDatabase(location.folder))) return null;
  let isUnreadable = false;
  const unreadable = (error: unknown): never => {
    isUnreadable = true;
    throw error;
  };
  try {
    const replaced = await openStore(location, ports).catch(unreadable);
    try {
      await checkKey(replaced, secretKey).catch(unreadable);
      const source: StopSource = {
        readSuppressionPage: (...asked) => replaced.readSuppressionPage(...asked).catch(unreadable),
        readLedger: (...asked) => replaced.readLedger(...asked).catch(unreadable),
        readConsentStates: (...asked) => replaced.readConsentStates(...asked).catch(unreadable),
        readContact: (...asked) => replaced.readContact(...asked).catch(unreadable),
      };
      return await carryStops(source, restored, { ...ports, ids: createIdSource(ports.clock, ports.random) });
    } finally {
      await replaced.close();
    }
  } catch (error) {
    if (!isUnreadable) throw error;
    ports.log.warn('The data that are replaced cannot be read', { code: toZgodaError(error).code });
    return null;
  }
}

async function holdsDatabase(folder: string): Promise<boolean> {
  const found = await stat(join(folder, databaseName)).catch(() => null);
  return found !== null && found.size > 0;
}
