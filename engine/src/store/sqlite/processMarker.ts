import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { sleep } from '../../shared/clock';
import { ZgodaError } from '../../shared/errors';
import { keepAlive } from '../keepAlive';
import type { StorePorts } from '../openStore';
import { toFolderError } from './storeFolder';

/** What a process writes beside a database that it has open. */
interface Marker {
  readonly host: string;
  readonly pid: number;
  /** When the process started, epoch ms: tells it from an earlier one with the same pid. */
  readonly startedAtMs: number;
  /** Grows while the process lives. */
  readonly beats: number;
}

/** This process, as its markers tell of it; tests take another's place. */
export interface ProcessIdentity {
  readonly host: string;
  readonly pid: number;
  readonly startedAtMs: number;
  isAlive(pid: number): boolean;
}

/** The marker of an open store. */
export interface FolderClaim {
  /** The pid of another process of this machine that has the folder open; null: none. */
  readonly otherPid: number | null;
  /** Whether nobody else, nor another part of this process, had it open when it was marked. */
  readonly wasFree: boolean;
  release(): Promise<void>;
}

const beatMs = 5_000;
/** A marker of another machine that does not change for this long was left behind. */
const foreignPatienceMs = 12_000;
const foreignLookMs = 1_000;
/** A marker of this machine that is older than this was left behind by a process whose pid another one has now. */
const staleMs = 60_000;

const markerName = /^open-.+\.json$/;

/** The identity of this process. */
export const thisProcess: ProcessIdentity = {
  host: hostname(),
  pid: process.pid,
  startedAtMs: Math.round(performance.timeOrigin),
  isAlive(pid) {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  },
};

/**
 * Marks a folder as open by this process. Throws `store_foreign_host` when a process of another machine has it open: locks do
 * not reach over a shared drive. Markers that were left behind are removed.
 */
export async function claimFolder(
  folder: string,
  ports: StorePorts,
  identity: ProcessIdentity = thisProcess,
): Promise<FolderClaim> {
  const { host, pid, startedAtMs } = identity;
  const file = join(folder, `open-${pid}-${ports.random.bytes(4).toString('hex')}.json`);
  let beats = 0;
  const beat = async (): Promise<void> => {
    beats += 1;
    await writeFile(file, JSON.stringify({ host, pid, startedAtMs, beats } satisfies Marker), { mode: 0o600 });
  };

  await beat().catch((error: unknown) => {
    throw toFolderError(error);
  });
  try {
    await refuseForeignHosts(folder, ports, identity);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
  let otherPid = await findOtherPid(folder, ports, identity);
  const wasFree = (await readMarkers(folder)).every((marker) => marker.file === file);

  let cancel = (): void => undefined;
  let beating: Promise<void> = Promise.resolve();
  const beatAgain = (): void => {
    cancel = ports.clock.after(beatMs, () => {
      beating = beat()
        .then(async () => {
          otherPid = await findOtherPid(folder, ports, identity);
        })
        // A full disk or a folder that went away shows in the store's own calls.
        .catch(() => undefined)
        .then(beatAgain);
    });
  };
  beatAgain();

  return {
    get otherPid() {
      return otherPid;
    },
    wasFree,
    async release() {
      cancel();
      await beating;
      cancel();
      await rm(file, { force: true });
    },
  };
}

async function refuseForeignHosts(folder: string, ports: StorePorts, identity: ProcessIdentity): Promise<void> {
  const foreign = (await readMarkers(folder)).filter(({ marker }) => marker.host !== identity.host);
  if (foreign.length === 0) return;
  const untilMs = ports.clock.monotonicMs() + foreignPatienceMs;
  while (ports.clock.monotonicMs() < untilMs) {
    await keepAlive(() => sleep(ports.clock, foreignLookMs));
    for (const { file, marker } of foreign) {
      const now = await readMarker(file);
      if (now !== null && now.beats !== marker.beats) throw new ZgodaError('store_foreign_host', { host: marker.host });
    }
  }
  await Promise.all(foreign.map(({ file }) => rm(file, { force: true })));
}

async function findOtherPid(folder: string, ports: StorePorts, identity: ProcessIdentity): Promise<number | null> {
  let otherPid: number | null = null;
  for (const { file, marker, writtenAtMs } of await readMarkers(folder)) {
    if (marker.host !== identity.host) continue;
    const isOurs = marker.pid === identity.pid && marker.startedAtMs === identity.startedAtMs;
    if (isOurs) continue;
    const isStale = marker.pid === identity.pid || ports.clock.nowMs() - writtenAtMs > staleMs;
    if (isStale || !identity.isAlive(marker.pid)) await rm(file, { force: true });
    else otherPid = marker.pid;
  }
  return otherPid;
}

interface FoundMarker {
  readonly file: string;
  readonly marker: Marker;
  readonly writtenAtMs: number;
}

async function readMarkers(folder: string): Promise<FoundMarker[]> {
  const files = (await readdir(folder)).filter((name) => markerName.test(name)).map((name) => join(folder, name));
  const found = await Promise.all(
    files.map(async (file) => {
      const marker = await readMarker(file);
      const written = await stat(file).catch(() => null);
      return marker === null || written === null ? [] : [{ file, marker, writtenAtMs: written.mtimeMs }];
    }),
  );
  return found.flat();
}

/** Null for a file that went away, or that is just being written. */
async function readMarker(file: string): Promise<Marker | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Marker;
  } catch {
    return null;
  }
}
