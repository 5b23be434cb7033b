import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { ZgodaError } from './errors';
import { syncFolder } from './syncFolder';

const keyBytes = 32;

/**
 * The store's secret key (32 bytes). It is made at first use, readable by its owner alone; two processes that start at
 * once end with the same key. Losing the file makes every suppression useless: back it up apart from the data.
 */
export async function loadSecretKey({ keyFile }: KeyPlace): Promise<Buffer> {
  return asStoreErrors(async () => (await readKey(keyFile)) ?? (await writeKey(keyFile, randomBytes(keyBytes))));
}

/** The key in a file; null where there is none. */
export async function readSecretKey({ keyFile }: KeyPlace): Promise<Buffer | null> {
  return asStoreErrors(() => readKey(keyFile));
}

/** Puts a store's key in its place. Throws `store_key_wrong` when another one is there. */
export async function writeSecretKey({ keyFile }: KeyPlace, key: Buffer): Promise<void> {
  const there = await asStoreErrors(async () => (await readKey(keyFile)) ?? (await writeKey(keyFile, key)));
  if (!there.equals(key)) throw new ZgodaError('store_key_wrong');
}

/** Where a key is kept. */
interface KeyPlace {
  readonly keyFile: string;
}

async function asStoreErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof ZgodaError) throw thrown;
    throw new ZgodaError('store_read_only', { problem: errorCodeOf(thrown) }, thrown);
  }
}

async function readKey(keyFile: string): Promise<Buffer | null> {
  let written: string;
  try {
    written = (await readFile(keyFile, 'utf8')).trim();
  } catch (thrown) {
    if (errorCodeOf(thrown) === 'ENOENT') return null;
    throw thrown;
  }
  if (!/^[0-9a-f]{64}$/i.test(written)) {
    throw new ZgodaError('invalid_config', {
      field: 'Secret Key',
      problem: 'its file does not hold 64 hexadecimal digits; put the right file back, do not delete it',
    });
  }
  return Buffer.from(written, 'hex');
}

/** Writes the key beside its place, then links it there: the link fails when another process was first. */
async function writeKey(keyFile: string, made: Buffer): Promise<Buffer> {
  await mkdir(dirname(keyFile), { recursive: true });
  const draft = `${keyFile}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await writeDurably(draft, `${made.toString('hex')}\n`);
    await link(draft, keyFile).catch((thrown: unknown) => {
      if (errorCodeOf(thrown) !== 'EEXIST') throw thrown;
    });
    await syncFolder(dirname(keyFile));
  } finally {
    await rm(draft, { force: true });
  }
  const key = await readKey(keyFile);
  if (key === null) throw new ZgodaError('store_read_only', { problem: 'the key file vanished' });
  return key;
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function errorCodeOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : 'unknown';
}
