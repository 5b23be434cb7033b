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
  /** The ledger entry of the request, which holds the wording. */
  readonly requestEntryId: string;
  readonly confirmEntryId: string | null;
  /** `replaced`: a newer one took its place. A pending one may have expired. */
  readonly state: 'pending' | 'confirmed' | 'refused' | 'replaced';
  readonly textsSent: number;
  readonly wrongTries: number;
  readonly requestedAtMs: number;
  readonly lastSentAtMs: number;
  readonly expiresAtMs: number;
}
