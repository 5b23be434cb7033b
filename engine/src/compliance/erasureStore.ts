import type { StoredTable } from './dataInventory';
import type { SubjectKeys } from './subjectStore';

/** What an erasure touched: rows deleted or blanked, by table; tables that held nothing are left out. */
export interface ErasedRows {
  readonly rows: Readonly<Partial<Record<StoredTable, number>>>;
  /** Ids of the messages that were queued or held, and will not be sent. */
  readonly cancelledMessages: readonly string[];
}

/** Erasure as the domain needs it stored. */
export interface ErasureStore {
  /**
   * Removes a person everywhere in one transaction: every value is deleted, blanked or kept as `dataInventory` says; queued
   * and held messages are cancelled, which is still to be told of. The chain of the ledger stays whole, suppressions stay. Matches by contact id, by number
   * and by number key.
   */
  eraseSubject(subject: SubjectKeys, nowMs: number): Promise<ErasedRows>;
  /**
   * Rewrites what the database engine may still hold of deleted rows (vacuum, WAL checkpoint); takes as long as the store is
   * large. Outside a transaction.
   */
  compact(): Promise<void>;
  /** Whether an erasure was not followed by a compaction yet: the process ended, or the disk was full. */
  isCompactionDue(): Promise<boolean>;
}
