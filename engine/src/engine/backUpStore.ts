import { rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { syncFolder } from '../shared/syncFolder';
import { sealBackup } from '../store/copy/backupSeal';
import type { EngineOptions } from './engine';
import { openToCopy } from './openToCopy';
import { systemStorePorts } from './storePorts';

/** A backup that was made. */
export interface BackupReport {
  readonly file: string;
  /** ISO 8601, UTC: what was stored later is not in it. */
  readonly takenAt: string;
  readonly bytes: number;
}

/**
 * Copies a store to a file, readable by this user only, while it is in use, as it is at one moment. An earlier file of that name is
 * replaced once the new one is whole. It holds neither the secret key nor the erasure journal.
 */
export async function backUpStore(options: EngineOptions, file: string): Promise<BackupReport> {
  const ports = systemStorePorts(options.log);
  const whole = resolve(file);
  const unsealed = `${whole}.unsealed`;
  const { store, secretKey } = await openToCopy(options, ports);
  try {
    const takenAtMs = ports.clock.nowMs();
    await store.backup(unsealed);
    const { bytes } = await sealBackup(unsealed, secretKey, takenAtMs);
    await rename(unsealed, whole);
    await syncFolder(dirname(whole));
    return { file: whole, takenAt: new Date(takenAtMs).toISOString(), bytes };
  } finally {
    await rm(unsealed, { force: true });
    await store.close();
  }
}
