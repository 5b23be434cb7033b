import type { Purpose } from '../shared/purpose';

/** What a person (or the law's clock) did about a purpose. */
export type ConsentAct = 'grant' | 'refuse' | 'withdraw' | 'request' | 'confirm' | 'expire' | 'guardian_grant';

/** How a consent was given or taken back. */
export type ConsentMethod =
  'form' | 'kiosk' | 'shop_checkbox' | 'sms' | 'written' | 'phone' | 'import' | 'link' | 'api';

/** The proof that GDPR 7(1) asks for: what was shown, how and where; no more than that. */
export interface ConsentProof {
  /** The exact words that the person saw. */
  readonly wording: string | null;
  /** Name of the saved wording that they are from; absent where none was named. */
  readonly wordingName?: string;
  readonly wordingVersion: string | null;
  readonly method: ConsentMethod;
  /** Where it happened: a page, a shop, an event, a file. */
  readonly source: string;
  /** Who or what took it down: a seller, a device. */
  readonly operator: string | null;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  /** BCP 47 language of the wording. */
  readonly locale: string | null;
  /** Who agreed for a child (GDPR 8). */
  readonly guardian: string | null;
  /** Double opt-in: the `request` entry that a `confirm` answers; absent elsewhere. */
  readonly requestId?: string;
}

/** One act of one person about one purpose, as the caller gives it. */
export interface ConsentRecord {
  readonly contactId: string;
  readonly purpose: Purpose;
  readonly act: ConsentAct;
  /** When the person acted, epoch ms. */
  readonly actedAtMs: number;
  readonly proof: ConsentProof;
}

/** One row of the append-only ledger. The personal part can be erased; the chain still verifies. */
export interface LedgerEntry {
  /** Position in the chain, from 1 without gaps. */
  readonly sequence: number;
  /** UUIDv7. */
  readonly id: string;
  /** Null once the person is erased. */
  readonly contactId: string | null;
  readonly purpose: Purpose;
  readonly act: ConsentAct;
  readonly actedAtMs: number;
  readonly recordedAtMs: number;
  /** JSON of the record and its salt; null once the person is erased. */
  readonly body: string | null;
  /** Hex SHA-256 over `body`: what the chain holds in the person's place. */
  readonly commitment: string;
  /** Hex SHA-256 of the previous entry; 64 zeros for the first. */
  readonly previousHash: string;
  /** Hex SHA-256 over sequence, id, purpose, act, times, commitment and previousHash. */
  readonly hash: string;
}

/** Where a person stands on a purpose: derived from the ledger, kept for the gate. */
export interface ConsentState {
  readonly contactId: string;
  readonly purpose: Purpose;
  readonly state: 'granted' | 'refused' | 'withdrawn' | 'pending';
  /** Whether the grant in force was given by a guardian. */
  readonly byGuardian: boolean;
  /** The ledger entry that this state rests on. */
  readonly entryId: string;
  readonly sinceMs: number;
}

/** The ledger as the domain needs it stored. Appends happen inside a transaction that holds the ledger's lock. */
export interface LedgerStore {
  /** The last entry's sequence and hash; null for an empty ledger. Locks the ledger until the transaction ends. */
  lockLedgerHead(): Promise<{ sequence: number; hash: string } | null>;
  appendLedger(entries: readonly LedgerEntry[]): Promise<void>;
  /** Entries after `afterSequence`, in order, at most `limit`. */
  readLedger(afterSequence: number, limit: number): Promise<LedgerEntry[]>;
  /** Null for an unknown id. An entry is found after its person's erasure too. */
  readLedgerEntry(id: string): Promise<LedgerEntry | null>;
  readLedgerOfContact(contactId: string): Promise<LedgerEntry[]>;
  writeConsentStates(states: readonly ConsentState[]): Promise<void>;
  /** States of these contacts for a purpose, by contact id. */
  readConsentStates(contactIds: readonly string[], purpose: Purpose): Promise<Map<string, ConsentState>>;
}
