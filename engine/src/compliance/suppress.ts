import type { Suppression, SuppressionStore } from './suppression';
import { joinSuppressions } from './suppressionRules';

/**
 * Adds a suppression to what stands, within the caller's transaction; a number that is suppressed for all texts stays as it
 * is under a narrower one. Returns what stood before.
 */
export async function suppress(
  repositories: Pick<SuppressionStore, 'readSuppressions' | 'writeSuppressions'>,
  added: Suppression,
): Promise<Suppression | undefined> {
  const { numberKey, scope } = added;
  const current = (await repositories.readSuppressions([numberKey])).get(numberKey);
  const isCovered = current?.scope === 'all' && scope === 'marketing';
  if (!isCovered) await repositories.writeSuppressions([joinSuppressions(current, added)]);
  return current;
}
