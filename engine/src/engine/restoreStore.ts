import { access } from 'node:fs/promises';
import type { CarriedStops } from '../compliance/carryStops';
import { replayErasures, type ErasureJournal, type JournalEntry } from '../compliance/erasureJournal';
import { verifyLedger } from '../compliance/ledger';
import { ZgodaError } from '../shared/errors';
import { readSecretKey, writeSecretKey } from '../shared/keys';
import { checkSeal } from '../store/copy/backupSeal';
import { installStore } from '../store/copy/installStore';
import { keepOthersOut } from '../store/copy/keepOthersOut';
import { refuseOtherUsers } from '../store/copy/refuseOtherUsers';
import { openStaged, stagedFile, unpackBackup, withStaging } from '../store/copy/stagedStore';
import { createErasureJournalFile } from '../store/erasureJournalFile';
import type { StoreLocation, StorePorts } from '../store/openStore';
import type { Store } from '../store/store';
import type { EngineOptions } from './engine';
import { carryFromReplaced } from './carryFromReplaced';
import { checkKey, journalOf, openEngineStore } from './openEngineStore';
import { storePlace, type StorePlace } from './storePlace';
import { systemStorePorts } from './storePorts';

/** What to restore, and how. */
export interface RestoreRequest {
  readonly file: string;
  /** Gives up the data that are there. */
  readonly replace: boolean;
  /** Where the secret key is, if neither in its place nor in the configuration. */
  readonly keyFile: string | null;
  /** Erasure journals beside the store's own, such as those of other machines. */
  readonly journals: readonly string[];
  /** Sends what waited when the backup was made; else it is taken for sent, since it may have been. */
  readonly sendPending: boolean;
  /** Takes a bare database file, such as the copy made before a step of the schema, without its check. */
  readonly unsealed: boolean;
}

/** A backup that was restored. */
export interface RestoreReport {
  /** ISO 8601, UTC; null for a bare database file. */
  readonly takenAt: string | null;
  readonly ledgerEntries: number;
  /** Erasures since the backup, done again. */
  readonly erasuresReplayed: number;
  /** Messages that waited and may have been sent since: `uncertain` now. */
  readonly doubtfulMessages: number;
  /** Lines of the journals that could not be read. */
  readonly unreadableLines: number;
  /** Who wanted no texts any more by the data that were given up; null where there were none, or they could not be read. */
  readonly carried: CarriedStops | null;
}

/**
 * Puts a backup in the place of the store that the options name. All is checked and done on a copy first: its bytes, its schema, the
 * chain of its ledger, the erasures since. Whom the data that it replaces know as blocked stays blocked. Throws `backup_damaged`, `store_key_wrong`, `store_key_missing`, `store_not_empty`,
 * `already_open`, `store_newer`; nothing is changed then.
 */
export async function restoreStore(options: EngineOptions, request: RestoreRequest): Promise<RestoreReport> {
  const ports = systemStorePorts(options.log);
  const place = storePlace(options.store, options.defaultFolder);
  const secretKey = await givenKey(options, place, request.keyFile);
  const seal = request.unsealed ? null : await checkSeal(request.file, secretKey);
  return withStaging(place.location, ports, async (folder) => {
    await unpackBackup(request.file, seal?.bytes ?? null, folder);
    if (request.replace) await refuseOtherUsers(place.location, ports);
    const prepared = await withPlaceKept(place.location, ports, async () => {
      const facts = await openStaged(folder, ports, async (store) => ({
        ...(await prepare(store, secretKey, place, request, ports)),
        carried: request.replace ? await carryFromReplaced(place.location, store, secretKey, ports) : null,
      }));
      if (options.store.secretKey === undefined) await writeSecretKey({ keyFile: place.keyFile }, secretKey);
      await installStore(stagedFile(folder), place.location, request.replace, ports);
      return facts;
    });
    const { store } = await openEngineStore(options, ports);
    await store.close();
    return { takenAt: seal === null ? null : new Date(seal.takenAtMs).toISOString(), ...prepared };
  });
}

/**
 * Lets nobody accept anything in an embedded store between the look at what is carried over and its replacement. In PostgreSQL only the
 * replacement itself keeps others out.
 */
function withPlaceKept<T>(location: StoreLocation, ports: StorePorts, work: () => Promise<T>): Promise<T> {
  return location.kind === 'sqlite' ? keepOthersOut(location.folder, ports, work) : work();
}

async function givenKey({ store }: EngineOptions, { keyFile }: StorePlace, given: string | null): Promise<Buffer> {
  if (given === null && store.secretKey !== undefined) return Buffer.from(store.secretKey, 'hex');
  const file = given ?? keyFile;
  const key = await readSecretKey({ keyFile: file });
  if (key === null) throw new ZgodaError('store_key_missing', { file });
  return key;
}

async function prepare(
  store: Store,
  secretKey: Buffer,
  place: StorePlace,
  { journals, sendPending }: RestoreRequest,
  { clock }: StorePorts,
): Promise<Omit<RestoreReport, 'takenAt' | 'carried'>> {
  // A bare file may be of a store that was moved later.
  await store.markMoved(null);
  await checkKey(store, secretKey);
  const ledgerEntries = await wholeLedger(store);
  const { entries, unreadableLines } = await gatherJournals(await journalOf(store, place), journals);
  const erasuresReplayed = await replayErasures(store, entries);
  const doubtfulMessages = sendPending ? 0 : await store.doubtPending(clock.nowMs());
  return { ledgerEntries, erasuresReplayed, doubtfulMessages, unreadableLines };
}

const ledgerPage = 1_000;

/** How many entries the ledger has. Throws `backup_damaged` when its chain is broken. */
export async function wholeLedger(store: Store): Promise<number> {
  const report = await verifyLedger((afterSequence) => store.readLedger(afterSequence, ledgerPage));
  if (report.firstBad === null) return report.entries;
  const { sequence, problem } = report.firstBad;
  throw new ZgodaError('backup_damaged', {
    problem: `entry ${sequence} of its consent ledger does not fit (${problem})`,
  });
}

/** The entries of all journals; those of the others are added to the store's own. */
async function gatherJournals(
  own: ErasureJournal,
  others: readonly string[],
): Promise<{ entries: JournalEntry[]; unreadableLines: number }> {
  const first = await own.read();
  const entries = new Map(first.entries.map((entry) => [entry.erasureId, entry]));
  let unreadableLines = first.unreadableLines.length;
  for (const file of others) {
    await access(file).catch((error: NodeJS.ErrnoException) => {
      throw new ZgodaError('file_unreadable', { problem: String(error.code) }, error);
    });
    const reading = await createErasureJournalFile(file).read();
    unreadableLines += reading.unreadableLines.length;
    for (const entry of reading.entries) {
      if (!entries.has(entry.erasureId)) await own.append(entry);
      entries.set(entry.erasureId, entry);
    }
  }
  return { entries: [...entries.values()], unreadableLines };
}
