import type { Clock } from '../shared/clock';
import type { IdSource } from '../shared/ids';
import type { Random } from '../shared/random';
import { sha256 } from '../shared/sha256';
import type { ConsentAct, ConsentProof, ConsentRecord, LedgerEntry, LedgerStore } from './consent';
import type { Purpose } from '../shared/purpose';

/** What appending needs from outside. */
export interface LedgerPorts {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly random: Random;
}

/** What an entry's `body` holds, as JSON: the record with the SHA-256 of its wording, and the salt of the commitment. */
export interface LedgerBody {
  readonly contactId: string;
  readonly purpose: Purpose;
  readonly act: ConsentAct;
  readonly actedAtMs: number;
  readonly proof: ConsentProof;
  readonly wordingSha256: string | null;
  /** 16 random bytes, hex: without it nobody can guess a person back out of the commitment. */
  readonly salt: string;
}

/** The ledger of one store. */
export interface Ledger {
  /** Reads the whole chain and finds any entry that was changed, moved or taken out. */
  verify(): Promise<LedgerReport>;
}

/** What `verifyLedger` found. */
export interface LedgerReport {
  readonly entries: number;
  readonly ok: boolean;
  /** The first entry that does not fit, and why; null when all fit. */
  readonly firstBad: { readonly sequence: number; readonly id: string; readonly problem: string } | null;
  /** Hash of the last entry: kept elsewhere, it proves later that no entry was cut off the end. Null: empty ledger. */
  readonly head: string | null;
}

const firstPreviousHash = '0'.repeat(64);
const saltBytes = 16;

/** Adds records to the end of the chain, in order, within the caller's transaction; returns their entries. */
export async function appendToLedger(
  repositories: Pick<LedgerStore, 'lockLedgerHead' | 'appendLedger'>,
  records: readonly ConsentRecord[],
  ports: LedgerPorts,
): Promise<LedgerEntry[]> {
  if (records.length === 0) return [];
  const head = await repositories.lockLedgerHead();
  let sequence = head?.sequence ?? 0;
  let previousHash = head?.hash ?? firstPreviousHash;
  const entries = records.map((record) => {
    const entry = chain(record, ++sequence, previousHash, ports);
    previousHash = entry.hash;
    return entry;
  });
  await repositories.appendLedger(entries);
  return entries;
}

function chain(record: ConsentRecord, sequence: number, previousHash: string, ports: LedgerPorts): LedgerEntry {
  const body = JSON.stringify(bodyOf(record, ports.random.bytes(saltBytes).toString('hex')));
  const unhashed = {
    sequence,
    id: ports.ids.next(),
    contactId: record.contactId,
    purpose: record.purpose,
    act: record.act,
    actedAtMs: record.actedAtMs,
    recordedAtMs: ports.clock.nowMs(),
    body,
    commitment: sha256(body),
    previousHash,
  };
  return { ...unhashed, hash: hashOf(unhashed) };
}

function bodyOf({ contactId, purpose, act, actedAtMs, proof }: ConsentRecord, salt: string): LedgerBody {
  const wordingSha256 = proof.wording === null ? null : sha256(proof.wording);
  return { contactId, purpose, act, actedAtMs, proof, wordingSha256, salt };
}

function hashOf(entry: Omit<LedgerEntry, 'hash'>): string {
  const { sequence, id, purpose, act, actedAtMs, recordedAtMs, commitment, previousHash } = entry;
  return sha256(JSON.stringify([sequence, id, purpose, act, actedAtMs, recordedAtMs, commitment, previousHash]));
}

/** The body of an entry; null once the person is erased. */
export function readLedgerBody(entry: LedgerEntry): LedgerBody | null {
  return entry.body === null ? null : (JSON.parse(entry.body) as LedgerBody);
}

/** Walks the whole chain, page by page, and stops at the first entry that was changed, is missing or out of order. */
export async function verifyLedger(
  readPage: (afterSequence: number) => Promise<readonly LedgerEntry[]>,
): Promise<LedgerReport> {
  let entries = 0;
  let head: string | null = null;
  for (;;) {
    const page = await readPage(entries);
    if (page.length === 0) return { entries, ok: true, firstBad: null, head };
    for (const entry of page) {
      const problem = problemOf(entry, entries + 1, head ?? firstPreviousHash);
      if (problem !== null) {
        return { entries, ok: false, firstBad: { sequence: entry.sequence, id: entry.id, problem }, head };
      }
      entries += 1;
      head = entry.hash;
    }
  }
}

function problemOf(entry: LedgerEntry, sequence: number, previousHash: string): string | null {
  if (entry.sequence > sequence) return `entry ${sequence} before it is missing`;
  if (entry.sequence < sequence) return 'its sequence is repeated';
  if (entry.previousHash !== previousHash) return 'it does not follow the entry before it';
  if (entry.hash !== hashOf(entry)) return 'its time, purpose, act, id or commitment was changed';
  if (entry.body === null) return entry.contactId === null ? null : 'its proof is missing';
  if (entry.commitment !== sha256(entry.body)) return 'its proof was changed';
  return isSameAsBody(entry) ? null : 'its person, purpose, act or time differs from its proof';
}

function isSameAsBody(entry: LedgerEntry): boolean {
  const body = readLedgerBody(entry);
  return (
    body?.contactId === entry.contactId &&
    body.purpose === entry.purpose &&
    body.act === entry.act &&
    body.actedAtMs === entry.actedAtMs
  );
}
