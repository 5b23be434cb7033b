import type { SubjectKeys } from '../../../engine/src/compliance/subjectStore';
import type { ContactChange } from '../../../engine/src/contacts/contact';
import type { ClaimedMessage, NewMessage } from '../../../engine/src/delivery/message';
import type { Lease } from '../../../engine/src/delivery/outboxStore';
import type { LedgerEntry } from '../../../engine/src/compliance/consent';
import { systemClock } from '../../../engine/src/shared/clock';
import { createIdSource } from '../../../engine/src/shared/ids';
import { createNumberKeyer } from '../../../engine/src/shared/numberKey';
import { systemRandom } from '../../../engine/src/shared/random';
import type { Store } from '../../../engine/src/store/store';

const ids = createIdSource(systemClock, systemRandom);
export const nextId = (): string => ids.next();

export const numberKey = createNumberKeyer(Buffer.alloc(32, 7));

/** The n-th number of the UK's range for fiction (Ofcom), 0-999. */
export const fictionNumber = (n: number): string => `+447700900${String(n).padStart(3, '0')}`;

export const route = 'simulator';
export const nowMs = 1_790_000_000_000;

export function contactChange(n: number, change: Partial<ContactChange> = {}): ContactChange {
  const number = fictionNumber(n);
  return { id: nextId(), number, numberKey: numberKey(number), ...change };
}

/** The keys of the n-th person. */
export const subject = (n: number, contactId: string | null = null): SubjectKeys => ({
  contactId,
  number: fictionNumber(n),
  numberKey: numberKey(fictionNumber(n)),
});

export function message(n: number, change: Partial<NewMessage> = {}): NewMessage {
  const number = fictionNumber(n);
  return {
    id: nextId(),
    route,
    campaign: null,
    contactId: null,
    number,
    numberKey: numberKey(number),
    sender: 'Shop',
    purpose: 'service',
    text: `Your parcel ${n} is here`,
    encoding: 'gsm7',
    segments: 1,
    state: 'queued',
    reason: null,
    deduplicationKey: null,
    consentEntryId: null,
    priority: 10,
    notBeforeMs: null,
    ground: null,
    place: null,
    ...change,
  };
}

/** A lease on the route that no other owner disputes. */
export async function leaseOf(store: Store, owner = 'process-a', atMs = nowMs): Promise<Lease> {
  const lease = await store.takeLease(route, owner, 30_000, atMs);
  if (lease === null) throw new Error('the lease is held');
  return lease;
}

/** Appends the messages and claims them. */
export async function claimNew(store: Store, lease: Lease, messages: readonly NewMessage[]): Promise<ClaimedMessage[]> {
  await store.appendMessages(messages, nowMs);
  return (await store.claimMessages(route, lease, messages.length, 30_000, nowMs)).claimed;
}

/** Claims new messages, and remembers the claim that each was taken by. */
export function rememberClaims() {
  const claims = new Map<string, string>();
  return {
    /** Their ids. */
    async claim(store: Store, lease: Lease, messages: readonly NewMessage[]): Promise<string[]> {
      const claimed = await claimNew(store, lease, messages);
      for (const each of claimed) claims.set(each.id, each.claim);
      return claimed.map(({ id }) => id);
    },
    of: (id: string): string => claims.get(id) ?? '',
  };
}

/** A granted marketing consent for a contact. */
export async function grant(store: Store, contactId: string): Promise<void> {
  await store.writeConsentStates([
    { contactId, purpose: 'marketing', state: 'granted', byGuardian: false, entryId: nextId(), sinceMs: nowMs },
  ]);
}

/** An entry as the chain would hold it; its hashes are made up. */
export function ledgerEntry(sequence: number, contactId: string, change: Partial<LedgerEntry> = {}): LedgerEntry {
  const hash = (of: number): string => of.toString(16).padStart(64, '0');
  return {
    sequence,
    id: nextId(),
    contactId,
    purpose: 'marketing',
    act: 'grant',
    actedAtMs: nowMs,
    recordedAtMs: nowMs,
    body: '{"salt":"00"}',
    commitment: hash(sequence + 1_000),
    previousHash: hash(sequence - 1),
    hash: hash(sequence),
    ...change,
  };
}
