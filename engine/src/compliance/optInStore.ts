import type { Purpose } from '../shared/purpose';

/** A request to confirm a consent, sent to the number that is to be texted. */
export interface OptInRequest {
  /** UUIDv7. */
  readonly id: string;
  readonly contactId: string;
  readonly numberKey: string;
  readonly purpose: Purpose;
  /** A code that the person enters where they signed up, or a reply such as YES. */
  readonly confirmBy: 'code' | 'reply';
  /** Keyed hash over the request and its code, hex; null for a reply. */
  readonly codeHash: string | null;
  /** The message that asks. */
  readonly messageId: string;
  /** The ledger entry of the request, which holds the wording. */
  readonly requestEntryId: string;
  readonly confirmEntryId: string | null;
  /** `replaced`: a newer one took its place. A pending one may have expired. */
  readonly state: 'pending' | 'confirmed' | 'refused' | 'replaced';
  readonly wrongTries: number;
  readonly requestedAtMs: number;
  readonly expiresAtMs: number;
}

/** Double opt-ins as the domain needs them stored; read and written under the ledger's lock. */
export interface OptInStore {
  /** Adds or replaces by id. */
  writeOptInRequests(requests: readonly OptInRequest[]): Promise<void>;
  /** Requests of a number that were made after a time, oldest first. */
  readOptInRequests(numberKey: string, afterMs: number): Promise<OptInRequest[]>;
  /** Removes the texts of messages that left, or never will: a code is not kept in clear once it is of no use. */
  blankMessageTexts(ids: readonly string[]): Promise<void>;
}
