import { mkdir } from 'node:fs/promises';
import { ZgodaError } from '../../shared/errors';
import type { StoreLocation, StorePorts } from '../openStore';
import { claimFolder } from '../sqlite/processMarker';
import { refuseOtherConnections } from './installPostgres';

/** Throws `already_open` when a process, or another part of this one in PostgreSQL, has the store open. */
export async function refuseOtherUsers(location: StoreLocation, ports: StorePorts): Promise<void> {
  if (location.kind === 'postgres') return refuseOtherConnections(location.address, ports);
  await mkdir(location.folder, { recursive: true, mode: 0o700 });
  const claim = await claimFolder(location.folder, ports);
  const { otherPid } = claim;
  await claim.release();
  if (otherPid !== null) throw new ZgodaError('already_open', { pid: otherPid });
}
