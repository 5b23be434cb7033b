import { cancelledReports, type EventRepositories } from './cancelledReports';
import type { ErasureStore } from './erasureStore';
import type { SuppressionStore } from './suppression';

/** One erasure, as the journal keeps it: nothing in it names anybody without the secret key and the store. */
export interface JournalEntry {
  /** UUIDv7. */
  readonly erasureId: string;
  readonly erasedAtMs: number;
  /** The person by each number that was erased. */
  readonly subjects: readonly { readonly contactId: string | null; readonly numberKey: string }[];
}

/** What a journal holds. */
export interface JournalReading {
  /** Oldest first. */
  readonly entries: readonly JournalEntry[];
  /** Lines, from 1, that hold no entry: cut short by a crash before the erasure was answered, or damaged since. */
  readonly unreadableLines: readonly number[];
}

/** Every erasure of one store, kept apart from its database: a restored backup does not know the later ones. */
export interface ErasureJournal {
  /** Durable when it resolves. */
  append(entry: JournalEntry): Promise<void>;
  read(): Promise<JournalReading>;
}

/** Which erasures a database has seen, as the domain needs it stored. */
export interface ErasureRecordStore {
  /** Notes an erasure; part of the transaction that erases. A second note of it changes nothing. */
  appendErasure(erasureId: string, erasedAtMs: number): Promise<void>;
  /** Those of the given erasures that the database has seen. */
  readErasures(erasureIds: readonly string[]): Promise<Set<string>>;
}

type Repositories = Pick<ErasureStore, 'eraseSubject'> &
  Pick<SuppressionStore, 'writeSuppressions'> &
  ErasureRecordStore &
  EventRepositories;

/** What a replay works on; `transaction` rolls back when the work throws. */
export interface ReplayStore extends Pick<ErasureStore, 'compact'>, Pick<ErasureRecordStore, 'readErasures'> {
  transaction<T>(work: (repositories: Repositories) => Promise<T>): Promise<T>;
}

const page = 1_000;

/**
 * Erases again whom a restored backup brought back: every entry that the database has not seen, each in a transaction of
 * its own, and the numbers are suppressed again. What it has seen is left alone, so that a person who came back after their
 * erasure stays. Returns how many erasures were new to the database.
 */
export async function replayErasures(store: ReplayStore, entries: readonly JournalEntry[]): Promise<number> {
  let replayed = 0;
  for (let start = 0; start < entries.length; start += page) {
    const some = entries.slice(start, start + page);
    const seen = await store.readErasures(some.map(({ erasureId }) => erasureId));
    for (const entry of some.filter(({ erasureId }) => !seen.has(erasureId))) {
      replayed += (await store.transaction((repositories) => replayOne(repositories, entry))) ? 1 : 0;
    }
  }
  if (replayed > 0) await store.compact();
  return replayed;
}

/** False when another process was first. */
async function replayOne(repositories: Repositories, entry: JournalEntry): Promise<boolean> {
  const { erasureId, erasedAtMs, subjects } = entry;
  if ((await repositories.readErasures([erasureId])).has(erasureId)) return false;
  await repositories.appendErasure(erasureId, erasedAtMs);
  await repositories.writeSuppressions(
    subjects.map(({ numberKey }) => ({ numberKey, scope: 'marketing', reason: 'erased', sinceMs: erasedAtMs })),
  );
  const cancelled: string[] = [];
  for (const subject of subjects) {
    const { cancelledMessages } = await repositories.eraseSubject({ ...subject, number: null }, erasedAtMs);
    cancelled.push(...cancelledMessages);
  }
  await repositories.appendEvents(cancelledReports(cancelled, erasedAtMs));
  return true;
}
