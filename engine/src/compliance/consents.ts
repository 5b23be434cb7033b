import type { Purpose } from '../shared/purpose';
import type { Result } from '../shared/result';
import type { ConsentMethod, ConsentState } from './consent';

/** What a consent record is asked: the act, and its proof. */
export interface ConsentInput {
  readonly phone: string;
  readonly country?: string | undefined;
  readonly act: 'grant' | 'refuse' | 'withdraw';
  readonly purpose: Purpose;
  readonly wording?: string | undefined;
  readonly wordingVersion?: string | undefined;
  readonly method?: ConsentMethod | undefined;
  readonly source?: string | undefined;
  /** ISO 8601. */
  readonly actedAt?: string | undefined;
  readonly locale?: string | undefined;
  readonly guardian?: string | undefined;
  readonly operator?: string | undefined;
  readonly ipAddress?: string | undefined;
  readonly userAgent?: string | undefined;
}

/** A recorded act, as flows see it. */
export interface ConsentResult {
  readonly entryId: string;
  readonly contactId: string;
  readonly purpose: Purpose;
  readonly act: 'grant' | 'refuse' | 'withdraw';
  /** Where the person stands now. */
  readonly state: ConsentState['state'];
  /** Whether a marketing text may be sent now; false for a child without a guardian's consent. */
  readonly maySend: boolean;
}

/** Records acts in the ledger of one store. */
export interface Consents {
  record(inputs: readonly ConsentInput[]): Promise<Result<ConsentResult>[]>;
}
