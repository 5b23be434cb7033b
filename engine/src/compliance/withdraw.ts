import type { Contact } from '../contacts/contact';
import type { Purpose } from '../shared/purpose';
import type { ConsentProof, LedgerEntry, LedgerStore } from './consent';
import { stateAfter } from './consentState';
import { appendToLedger, type LedgerPorts } from './ledger';
import { suppress } from './suppress';
import type { Suppression, SuppressionReason, SuppressionStore } from './suppression';

/** The ports that a withdrawal needs, all in one transaction. */
export type WithdrawalRepositories = LedgerStore & SuppressionStore;

/** What a person takes back. */
export interface Withdrawal {
  readonly numberKey: string;
  /** Null where the number is no contact. */
  readonly contact: Contact | null;
  /** `all`: texts about orders too. */
  readonly scope: Suppression['scope'];
  readonly reason: SuppressionReason;
  readonly actedAtMs: number;
  readonly proof: ConsentProof;
}

/**
 * Suppresses the number and, for a contact, writes one entry for each purpose that is taken back (GDPR 7(3), 21(3)).
 * Returns whether anything was there to take back: false for what this person withdrew before.
 */
export async function withdraw(
  repositories: WithdrawalRepositories,
  withdrawal: Withdrawal,
  ports: LedgerPorts,
): Promise<boolean> {
  // Taken first, so that of two withdrawals at the same moment one is the first.
  await repositories.lockLedgerHead();
  const { numberKey, contact, scope, reason, actedAtMs } = withdrawal;
  const before = await suppress(repositories, { numberKey, scope, reason, sinceMs: actedAtMs });
  if (contact !== null) {
    const purposes: readonly Purpose[] = scope === 'all' ? ['marketing', 'service'] : ['marketing'];
    await writeEntries(repositories, contact.id, purposes, withdrawal, ports);
  }
  return isNew(before, scope);
}

function isNew(before: Suppression | undefined, scope: Suppression['scope']): boolean {
  if (before === undefined) return true;
  if (before.scope === 'all') return false;
  switch (before.reason) {
    case 'unclear_reply':
    case 'import':
      return true;
    case 'stop':
    case 'withdrawn':
      return scope === 'all';
    case 'complaint':
    case 'erased':
      return false;
  }
}

async function writeEntries(
  repositories: LedgerStore,
  contactId: string,
  purposes: readonly Purpose[],
  { actedAtMs, proof }: Withdrawal,
  ports: LedgerPorts,
): Promise<void> {
  const records = purposes.map((purpose) => ({ contactId, purpose, act: 'withdraw' as const, actedAtMs, proof }));
  await writeStates(repositories, contactId, await appendToLedger(repositories, records, ports));
}

/** Moves the states of a contact on by entries of theirs. */
export async function writeStates(
  repositories: Pick<LedgerStore, 'readConsentStates' | 'writeConsentStates'>,
  contactId: string,
  entries: readonly LedgerEntry[],
): Promise<void> {
  for (const entry of entries) {
    const state = (await repositories.readConsentStates([contactId], entry.purpose)).get(contactId);
    await repositories.writeConsentStates([stateAfter(state, { ...entry, contactId })]);
  }
}
