import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sleep } from '../../shared/clock';
import { ZgodaError } from '../../shared/errors';
import { keepAlive } from '../keepAlive';
import type { StorePorts } from '../openStore';
import { thisProcess, type ProcessIdentity } from './processIdentity';
import { toFolderError } from './storeFolder';

/** What a process writes beside a database that it has open. */
interface Marker {
  readonly host: string;
  readonly pid: number;
  /** When the process started, epoch ms: tells it from an earlier one with the same pid. */
  readonly startedAtMs: number;
  /** Grows while the process lives. */
  readonly beats: number;
  /** As in `ProcessIdentity`; missing in markers of older versions. */
  readonly pidSpace?: string | null;
  /** As `startOf` gives it; missing in markers of older versions. */
  readonly start?: string | null;
  /** Whether the process puts another database in this place: nobody may open the one that is there. */
  readonly replaces?: boolean;
}

/** The marker of an open store. */
export interface FolderClaim {
  /** The pid of another process of this machine that has the folder open; null: none. */
  readonly otherPid: number | null;
  /** The pid of another process that put another database in this place when it was marked; null: none. */
  readonly replacingPid: number | null;
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
const partialName = /^open-.+\.json\.partial$/;

/**
 * Marks a folder as open by this process, or as one whose database it replaces. Throws `store_foreign_host` when a process of another
 * machine has it open: locks do not reach over a shared drive. Markers that were left behind are removed.
 */
export async function claimFolder(
  folder: string,
  ports: StorePorts,
  identity: ProcessIdentity = thisProcess,
  replaces = false,
): Promise<FolderClaim> {
  const { host, pid, startedAtMs, pidSpace } = identity;
  const file = join(folder, `open-${pid}-${ports.random.bytes(4).toString('hex')}.json`);
  const start = identity.startOf(pid);
  let beats = 0;
  const beat = (): Promise<void> => {
    beats += 1;
    return writeMarker(file, { host, pid, startedAtMs, beats, pidSpace, start, replaces });
  };

  await beat().catch((error: unknown) => {
    throw toFolderError(error);
  });
  let others: Others;
  try {
    await refuseForeignHosts(folder, ports, identity);
    others = await findOthers(folder, ports, identity);
    await removePartials(folder, ports);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
  const { replacingPid } = others;
  const wasFree = (await readMarkers(folder)).every((marker) => marker.file === file);

  let cancel = (): void => undefined;
  let beating: Promise<void> = Promise.resolve();
  const beatAgain = (): void => {
    cancel = ports.clock.after(beatMs, () => {
      beating = beat()
        // On a full disk the marker that is there still tells that this process lives.
        .catch(() => touch(file, ports))
        .then(async () => {
          others = await findOthers(folder, ports, identity);
        })
        // A folder that went away shows in the store's own calls.
        .catch(() => undefined)
        .then(beatAgain);
    });
  };
  beatAgain();

  return {
    get otherPid() {
      return others.otherPid;
    },
    replacingPid,
    wasFree,
    async release() {
      cancel();
      await beating;
      cancel();
      await rm(file, { force: true });
    },
  };
}

/** Writes aside and renames: whoever reads finds a whole marker at all times, also when the disk is full. */
async function writeMarker(file: string, marker: Marker): Promise<void> {
  const partial = `${file}.partial`;
  try {
    await writeFile(partial, JSON.stringify(marker), { mode: 0o600 });
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function touch(file: string, { clock }: StorePorts): Promise<void> {
  const nowSeconds = clock.nowMs() / 1_000;
  await utimes(file, nowSeconds, nowSeconds);
}

/** Whether pids mean nothing here: of another machine, or of another container of this one. */
function isForeign(marker: Marker, { host, pidSpace }: ProcessIdentity): boolean {
  const isTold = typeof marker.pidSpace === 'string' && pidSpace !== null;
  return marker.host !== host || (isTold && marker.pidSpace !== pidSpace);
}

async function refuseForeignHosts(folder: string, ports: StorePorts, identity: ProcessIdentity): Promise<void> {
  const foreign = (await readMarkers(folder)).filter(({ marker }) => isForeign(marker, identity));
  const waited = foreign.filter((each) => patienceMs(each, ports, identity) > 0);
  const untilMs = ports.clock.monotonicMs() + Math.max(0, ...waited.map((each) => patienceMs(each, ports, identity)));
  while (ports.clock.monotonicMs() < untilMs) {
    await keepAlive(() => sleep(ports.clock, foreignLookMs));
    for (const before of waited) if (await hasBeaten(before)) throw foreignHost(before.marker, identity);
  }
  await Promise.all(foreign.map(({ file }) => rm(file, { force: true })));
}

/** How long a marker may still be without a new beat. A container of this machine has its clock, too. */
function patienceMs({ marker, writtenAtMs }: FoundMarker, { clock }: StorePorts, identity: ProcessIdentity): number {
  const isOfMachine = marker.host === identity.host;
  return isOfMachine ? foreignPatienceMs - Math.max(0, clock.nowMs() - writtenAtMs) : foreignPatienceMs;
}

async function hasBeaten({ file, marker, writtenAtMs }: FoundMarker): Promise<boolean> {
  const now = await readMarker(file);
  return now !== null && (now.marker.beats !== marker.beats || now.writtenAtMs !== writtenAtMs);
}

function foreignHost({ host }: Marker, identity: ProcessIdentity): ZgodaError {
  const name = host === identity.host ? `${host}, another container or a machine of the same name` : host;
  return new ZgodaError('store_foreign_host', { host: name });
}

type Others = Pick<FolderClaim, 'otherPid' | 'replacingPid'>;

/** The other processes of this machine; the markers of those that are gone are removed. */
async function findOthers(folder: string, ports: StorePorts, identity: ProcessIdentity): Promise<Others> {
  let otherPid: number | null = null;
  let replacingPid: number | null = null;
  for (const found of await readMarkers(folder)) {
    const { file, marker } = found;
    if (isForeign(marker, identity)) continue;
    if (marker.pid === identity.pid && marker.startedAtMs === identity.startedAtMs) continue;
    if (!isAlive(found, ports, identity)) {
      await rm(file, { force: true });
      continue;
    }
    otherPid = marker.pid;
    if (marker.replaces === true) replacingPid = marker.pid;
  }
  return { otherPid, replacingPid };
}

/** Where the system tells when a process started, one that was suspended for long is known, and another with its pid, too. */
function isAlive({ marker, writtenAtMs }: FoundMarker, { clock }: StorePorts, identity: ProcessIdentity): boolean {
  if (marker.pid === identity.pid || !identity.isAlive(marker.pid)) return false;
  const start = identity.startOf(marker.pid);
  const isComparable = typeof marker.start === 'string' && start !== null && marker.pidSpace === identity.pidSpace;
  return isComparable ? marker.start === start : clock.nowMs() - writtenAtMs <= staleMs;
}

interface FoundMarker {
  readonly file: string;
  readonly marker: Marker;
  readonly writtenAtMs: number;
}

async function readMarkers(folder: string): Promise<FoundMarker[]> {
  const names = (await readdir(folder)).filter((name) => markerName.test(name));
  const found = await Promise.all(names.map((name) => readMarker(join(folder, name))));
  return found.filter((each) => each !== null);
}

/** Null for a file that went away, or that an older version is just writing. */
async function readMarker(file: string): Promise<FoundMarker | null> {
  try {
    const marker = JSON.parse(await readFile(file, 'utf8')) as Marker;
    return { file, marker, writtenAtMs: (await stat(file)).mtimeMs };
  } catch {
    return null;
  }
}

/** What processes that were killed while they wrote have left. */
async function removePartials(folder: string, { clock }: StorePorts): Promise<void> {
  for (const name of (await readdir(folder)).filter((each) => partialName.test(each))) {
    const file = join(folder, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: clock.nowMs() }));
    if (clock.nowMs() - mtimeMs > staleMs) await rm(file, { force: true });
  }
}
