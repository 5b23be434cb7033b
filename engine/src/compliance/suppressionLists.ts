import { createHmac } from 'node:crypto';
import { parsePhoneNumber } from '../contacts/phoneNumber';
import type { Clock } from '../shared/clock';
import { ZgodaError } from '../shared/errors';
import type { NumberKeyer } from '../shared/numberKey';
import { attempt, fillSuccesses, successes, type Result } from '../shared/result';
import type { Suppression, SuppressionReason, SuppressionStore } from './suppression';
import { joinSuppressions } from './suppressionRules';

/** A line of a list: a number, or its keyed hash from a store with the same secret key. */
export interface SuppressionEntry {
  readonly number?: string | undefined;
  readonly numberKey?: string | undefined;
  /** Which secret key the hash was made with. */
  readonly keyId?: string | undefined;
  readonly scope?: string | undefined;
  readonly reason?: string | undefined;
  /** ISO 8601; absent: now. */
  readonly since?: string | undefined;
}

/** A line of an exported list. Without the secret key it leads to nobody. */
export interface SuppressionListing {
  readonly numberKey: string;
  readonly keyId: string;
  readonly scope: Suppression['scope'];
  readonly reason: SuppressionReason;
  /** ISO 8601, UTC. */
  readonly since: string;
}

/** Lists of blocked numbers. */
export interface SuppressionLists {
  /** Blocks numbers: a list only ever adds, and never makes a reason lighter. `added` is false where nothing changed. */
  import(entries: readonly SuppressionEntry[]): Promise<Result<{ readonly added: boolean }>[]>;
  /** Every suppression, by keyed hash: numbers in clear are not stored and cannot be exported. */
  export(): AsyncGenerator<SuppressionListing>;
}

/** What lists need from outside. */
export interface SuppressionListPorts {
  readonly clock: Clock;
  readonly numberKey: NumberKeyer;
  /** ISO 3166-1 alpha-2, for numbers written without a country code. */
  readonly defaultCountry: string | null;
  /** Names the secret key that hashes are made with. */
  readonly keyId: string;
}

/** What lists work on; `transaction` rolls back when the work throws. */
export interface SuppressionListStore extends SuppressionStore {
  transaction<T>(work: (repositories: SuppressionStore) => Promise<T>): Promise<T>;
}

/** Names a store's secret key without giving it away: 12 hexadecimal digits. */
export function suppressionKeyId(secretKey: Buffer): string {
  return createHmac('sha256', secretKey).update('zgoda suppression list').digest('hex').slice(0, 12);
}

const pageRows = 1_000;
const reasons: readonly SuppressionReason[] = ['stop', 'withdrawn', 'complaint', 'erased', 'unclear_reply', 'import'];

/** The lists of a store. */
export function createSuppressionLists(store: SuppressionListStore, ports: SuppressionListPorts): SuppressionLists {
  return {
    async import(entries) {
      const checked = entries.map((entry) => attempt(() => suppressionOf(entry, ports)));
      const added = await store.transaction((repositories) => addSuppressions(repositories, successes(checked)));
      return fillSuccesses(
        checked,
        added.map((each) => ({ added: each })),
      );
    },

    async *export() {
      let after: Suppression | null = null;
      for (;;) {
        const page: Suppression[] = await store.readSuppressionPage(after, pageRows);
        for (const { numberKey, scope, reason, sinceMs } of page) {
          yield { numberKey, keyId: ports.keyId, scope, reason, since: new Date(sinceMs).toISOString() };
        }
        if (page.length < pageRows) return;
        after = page.at(-1) as Suppression;
      }
    },
  };
}

/** Adds suppressions, within the caller's transaction; never makes a reason lighter. Returns whether each changed anything. */
export async function addSuppressions(
  repositories: SuppressionStore,
  given: readonly Suppression[],
): Promise<boolean[]> {
  const stored = await repositories.readEachSuppression([...new Set(given.map(({ numberKey }) => numberKey))]);
  const placeOf = ({ numberKey, scope }: Suppression): string => `${numberKey} ${scope}`;
  const standing = new Map(stored.map((each) => [placeOf(each), each]));
  const changed = new Map<string, Suppression>();
  const added = given.map((each) => {
    const place = placeOf(each);
    const current = standing.get(place);
    const joined = joinSuppressions(current, each);
    if (joined.reason === current?.reason) return false;
    standing.set(place, joined);
    changed.set(place, joined);
    return true;
  });
  if (changed.size > 0) await repositories.writeSuppressions([...changed.values()]);
  return added;
}

function suppressionOf(entry: SuppressionEntry, ports: SuppressionListPorts): Suppression {
  const sinceMs = isGiven(entry.since) ? Date.parse(entry.since) : ports.clock.nowMs();
  if (Number.isNaN(sinceMs)) refuse('since', 'it is not a time such as 2026-05-01T10:00:00Z');
  return { numberKey: keyOf(entry, ports), scope: scopeOf(entry.scope), reason: reasonOf(entry.reason), sinceMs };
}

function keyOf({ number, numberKey, keyId }: SuppressionEntry, ports: SuppressionListPorts): string {
  if (isGiven(number)) return ports.numberKey(parsePhoneNumber(number, ports.defaultCountry).number);
  if (!isGiven(numberKey)) return refuse('number', 'it is missing');
  if (keyId !== ports.keyId) throw new ZgodaError('suppression_key_foreign');
  if (!/^[0-9a-f]{32}$/.test(numberKey)) return refuse('numberKey', 'it must be 32 hexadecimal digits');
  return numberKey;
}

function scopeOf(written: string | undefined): Suppression['scope'] {
  if (!isGiven(written) || written === 'marketing') return 'marketing';
  return written === 'all' ? 'all' : refuse('scope', 'it must be marketing or all');
}

function reasonOf(written: string | undefined): SuppressionReason {
  if (!isGiven(written) || written === 'imported') return 'import';
  return reasons.find((reason) => reason === written) ?? refuse('reason', `it must be one of ${reasons.join(', ')}`);
}

const isGiven = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

function refuse(field: string, problem: string): never {
  throw new ZgodaError('invalid_input', { field, problem });
}
