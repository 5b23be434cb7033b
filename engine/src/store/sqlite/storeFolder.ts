import { mkdir, open, statfs } from 'node:fs/promises';
import { join, win32 } from 'node:path';
import { ZgodaError } from '../../shared/errors';

/** The database file inside the store's folder. */
export const databaseName = 'zgoda.sqlite';

/** File systems that other machines or systems write too, by the type that Linux gives (statfs(2), linux/magic.h). */
const sharedTypes = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x01021997, '9P, as the drives of Windows in WSL'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  // Some of these are local disks, such as those of NTFS: who sees the warning knows.
  [0x65735546, 'FUSE, as sshfs and the shared folders of Docker Desktop'],
]);

/** Makes the folder and an empty database that only this user reads; what is there stays. Returns the database's path. */
export async function makeFolder(folder: string): Promise<string> {
  const file = join(folder, databaseName);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await (await open(file, 'a', 0o600)).close();
    return file;
  } catch (error) {
    throw toFolderError(error);
  }
}

/** What the file system refused, as an error of ours. */
export function toFolderError(thrown: unknown): ZgodaError {
  if (thrown instanceof ZgodaError) return thrown;
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new ZgodaError('store_full', {}, thrown);
  return new ZgodaError('store_read_only', { problem: code ?? 'unknown' }, thrown);
}

/**
 * The kind of network drive that the folder is on; null for a local one, and where it cannot be told. `typeOf` gives a folder's
 * type as statfs(2) does.
 */
export async function networkDrive(
  folder: string,
  typeOf = async (of: string): Promise<number> => (await statfs(of)).type,
  platform: NodeJS.Platform = process.platform,
): Promise<string | null> {
  if (platform === 'win32') return isUncPath(folder) ? 'a shared folder of Windows' : null;
  if (platform !== 'linux') return null;
  return sharedTypes.get(await typeOf(folder)) ?? null;
}

/** Whether it begins with the name of a server, such as `\\server\share`, and not with that of a device, such as `\\?\C:`. */
function isUncPath(folder: string): boolean {
  return /^\\\\(?:\?\\UNC\\)?[^\\?.]/i.test(win32.resolve(folder));
}
