import type { SubjectKeys } from './subjectStore';

/** How many rows an erasure removed or blanked, by what they held. */
export interface ErasureCounts {
  readonly contacts: number;
  readonly messages: number;
  readonly cancelledMessages: number;
  readonly inboundMessages: number;
  readonly events: number;
  readonly ledgerEntries: number;
}

/** Erasure as the domain needs it stored. */
export interface ErasureStore {
  /**
   * Removes a person everywhere in one transaction: contact, groups and attributes deleted; queued and held messages
   * cancelled; texts and numbers of messages, inbound messages and events blanked; ledger bodies and contact ids
   * blanked (the chain stays). Suppressions stay. Matches by contact id, by number and by number key.
   */
  eraseSubject(subject: SubjectKeys, nowMs: number): Promise<ErasureCounts>;
  /** Rewrites what the database engine may still hold of deleted rows (WAL checkpoint, vacuum). Outside a transaction. */
  compact(): Promise<void>;
}
