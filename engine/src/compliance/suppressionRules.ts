import type { Suppression, SuppressionReason } from './suppression';
import type { ConsentMethod } from './consent';

/** Weightier reasons are not replaced by lighter ones: an erased number that answers STOP stays erased. */
const weight: Readonly<Record<SuppressionReason, number>> = {
  unclear_reply: 0,
  import: 1,
  stop: 2,
  withdrawn: 2,
  complaint: 3,
  erased: 4,
};

/** What stands after `added`: the weightier reason of the two, since the later of both times. */
export function joinSuppressions(current: Suppression | undefined, added: Suppression): Suppression {
  if (current === undefined || current.scope !== added.scope) return added;
  const stronger = weight[current.reason] > weight[added.reason] ? current : added;
  return { ...stronger, sinceMs: Math.max(current.sinceMs, added.sinceMs) };
}

/**
 * Whether a grant re-opens a number for marketing: only a proven act of the person that is later than the suppression,
 * never an import, and never where the person wants no texts at all (scope `all`).
 */
export function liftsSuppression(
  suppression: Suppression,
  grant: { readonly actedAtMs: number; readonly method: ConsentMethod },
): boolean {
  return suppression.scope === 'marketing' && grant.method !== 'import' && grant.actedAtMs >= suppression.sinceMs;
}
