import type { Result } from '../shared/result';
import type { ErasureCounts } from './erasureStore';

/** Whom to erase. */
export interface ErasureInput {
  readonly by: 'phone' | 'contactId' | 'email';
  readonly value: string;
  readonly country?: string | undefined;
}

/** The certificate of an erasure: it holds no personal data. */
export interface ErasureResult {
  /** UUIDv7. */
  readonly erasureId: string;
  /** ISO 8601, UTC. */
  readonly erasedAt: string;
  /** Whether anything was held. */
  readonly found: boolean;
  /** Whether the number stays blocked for marketing. */
  readonly suppressed: boolean;
  readonly removed: ErasureCounts;
}

/** Erases people from one store. */
export interface Erasure {
  erase(inputs: readonly ErasureInput[]): Promise<Result<ErasureResult>[]>;
}
