import { createHmac, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { z } from 'zod/v4';
import { ZgodaError } from '../../shared/errors';

/** What the last line of a backup says of it. */
export interface BackupSeal {
  readonly takenAtMs: number;
  /** How many bytes of database are before the line. */
  readonly bytes: number;
}

const sealSchema = z.object({
  backup: z.literal('zgoda 1'),
  takenAtMs: z.number().int(),
  bytes: z.number().int().positive(),
  /** Tells that another key is needed from that a byte was changed. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
});

const longestSeal = 1_024;
const keyLabel = 'backup_key_check';

/**
 * Ends a database file with a line that holds its length and an HMAC-SHA-256 over all of it, by the store's secret key, and
 * syncs it to disk. SQLite reads the file as before.
 */
export async function sealBackup(file: string, secretKey: Buffer, takenAtMs: number): Promise<BackupSeal> {
  const handle = await open(file, 'r+');
  try {
    const { size: bytes } = await handle.stat();
    const mac = await macOf(file, { takenAtMs, bytes }, secretKey);
    const line = JSON.stringify({ backup: 'zgoda 1', takenAtMs, bytes, key: keyCheck(secretKey), mac });
    await handle.write(`\n${line}\n`, bytes);
    await handle.sync();
    return { takenAtMs, bytes };
  } finally {
    await handle.close();
  }
}

/** Checks every byte of a backup. Throws `backup_damaged`, `store_key_wrong`, `file_unreadable`. */
export async function checkSeal(file: string, secretKey: Buffer): Promise<BackupSeal> {
  const seal = await readSeal(file).catch((error: NodeJS.ErrnoException) => {
    throw error instanceof ZgodaError
      ? error
      : new ZgodaError('file_unreadable', { problem: String(error.code) }, error);
  });
  if (!same(seal.key, keyCheck(secretKey))) throw new ZgodaError('store_key_wrong');
  if (!same(seal.mac, await macOf(file, seal, secretKey))) {
    throw new ZgodaError('backup_damaged', { problem: 'it was changed after it was made' });
  }
  return seal;
}

async function readSeal(file: string): Promise<z.output<typeof sealSchema>> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - longestSeal);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestSeal), 0, longestSeal, start);
    const tail = buffer.subarray(0, bytesRead).toString('latin1');
    const line = /\n(\{[^\n]*\})\n$/.exec(tail)?.[1] ?? '';
    const seal = parseSeal(line);
    if (seal?.bytes !== size - line.length - 2) {
      throw new ZgodaError('backup_damaged', { problem: 'it was cut short, or is no backup' });
    }
    return seal;
  } finally {
    await handle.close();
  }
}

function parseSeal(line: string): z.output<typeof sealSchema> | null {
  try {
    return sealSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

async function macOf(file: string, { takenAtMs, bytes }: BackupSeal, secretKey: Buffer): Promise<string> {
  const mac = createHmac('sha256', secretKey).update(`zgoda 1 ${takenAtMs} ${bytes}\n`);
  for await (const chunk of createReadStream(file, { end: bytes - 1 })) mac.update(chunk as Buffer);
  return mac.digest('hex');
}

function keyCheck(secretKey: Buffer): string {
  return createHmac('sha256', secretKey).update(keyLabel).digest('hex');
}

function same(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
