import { mkdir } from 'node:fs/promises';
import { ZgodaError } from '../../shared/errors';
import type { StorePorts } from '../openStore';
import { claimFolder } from '../sqlite/processMarker';
import { thisProcess } from '../sqlite/processIdentity';
import { toFolderError } from '../sqlite/storeFolder';

/**
 * Keeps other processes from opening an embedded store while `work` runs: theirs fail with `already_open`. Throws that, too, when one has
 * it open.
 */
export async function keepOthersOut<T>(folder: string, ports: StorePorts, work: () => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw toFolderError(error);
  });
  const claim = await claimFolder(folder, ports, thisProcess, true);
  try {
    if (claim.otherPid !== null) throw new ZgodaError('already_open', { pid: claim.otherPid });
    return await work();
  } finally {
    await claim.release();
  }
}
