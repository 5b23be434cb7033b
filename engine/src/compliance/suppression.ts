/** Why a number is not texted. */
export type SuppressionReason = 'stop' | 'withdrawn' | 'complaint' | 'erased' | 'unclear_reply' | 'import';

/** A number that must not be texted, by its keyed hash only, so that it outlives an erasure. */
export interface Suppression {
  readonly numberKey: string;
  /** `all` blocks service messages too. */
  readonly scope: 'marketing' | 'all';
  readonly reason: SuppressionReason;
  readonly sinceMs: number;
}

/** Suppressions as the domain needs them stored. */
export interface SuppressionStore {
  /** Adds or replaces by number and scope. */
  writeSuppressions(suppressions: readonly Suppression[]): Promise<void>;
  removeSuppressions(numberKeys: readonly string[], scope: Suppression['scope']): Promise<void>;
  /** Suppressions of these numbers, by number key; `all` wins over `marketing`. */
  readSuppressions(numberKeys: readonly string[]): Promise<Map<string, Suppression>>;
  /** Suppressions of these numbers, of both scopes. */
  readEachSuppression(numberKeys: readonly string[]): Promise<Suppression[]>;
  /** All suppressions behind a place, by number key and scope, at most `limit`; null: from the start. */
  readSuppressionPage(after: Pick<Suppression, 'numberKey' | 'scope'> | null, limit: number): Promise<Suppression[]>;
}
