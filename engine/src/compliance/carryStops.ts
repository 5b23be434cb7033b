import type { Contact, ContactStore } from '../contacts/contact';
import type { ConsentProof, LedgerEntry, LedgerStore } from './consent';
import { appendToLedger, readLedgerBody, type LedgerPorts } from './ledger';
import type { Suppression, SuppressionStore } from './suppression';
import { addSuppressions } from './suppressionLists';
import { writeStates } from './withdraw';

/** What a store knows of people who want no texts, to be read. */
export type StopSource = Pick<SuppressionStore, 'readSuppressionPage'> &
  Pick<LedgerStore, 'readLedger' | 'readConsentStates'> &
  Pick<ContactStore, 'readContact'>;

type Repositories = SuppressionStore & LedgerStore & ContactStore;

/** The store that they are carried into; `transaction` rolls back when the work throws. */
export interface StopTarget {
  transaction<T>(work: (repositories: Repositories) => Promise<T>): Promise<T>;
}

/** How much was new to the store that it was carried into. */
export interface CarriedStops {
  readonly suppressions: number;
  readonly withdrawals: number;
}

const pageRows = 1_000;

/**
 * Carries what people have refused or taken back from one store into another that may be older: suppressions, and the withdrawals
 * and refusals in force, as entries of the ledger with the time and the proof of the act. It only ever adds: nobody who is blocked
 * in either may be texted.
 */
export async function carryStops(from: StopSource, to: StopTarget, ports: LedgerPorts): Promise<CarriedStops> {
  return {
    suppressions: await carrySuppressions(from, to),
    withdrawals: await carryWithdrawals(from, to, ports),
  };
}

async function carrySuppressions(from: StopSource, to: StopTarget): Promise<number> {
  let carried = 0;
  let after: Suppression | null = null;
  for (;;) {
    const page: Suppression[] = await from.readSuppressionPage(after, pageRows);
    const added = await to.transaction((repositories) => addSuppressions(repositories, page));
    carried += added.filter(Boolean).length;
    if (page.length < pageRows) return carried;
    after = page.at(-1) as Suppression;
  }
}

async function carryWithdrawals(from: StopSource, to: StopTarget, ports: LedgerPorts): Promise<number> {
  let carried = 0;
  let after = 0;
  for (;;) {
    const page = await from.readLedger(after, pageRows);
    const stops: Stop[] = [];
    for (const entry of await inForce(from, page)) {
      const contact = await from.readContact(entry.contactId);
      const body = readLedgerBody(entry);
      if (contact !== null && body !== null) stops.push({ contact, entry, proof: body.proof });
    }
    if (stops.length > 0) {
      const added = await to.transaction((repositories) => addWithdrawals(repositories, stops, ports));
      carried += added.filter(Boolean).length;
    }
    if (page.length < pageRows) return carried;
    after = page.at(-1)?.sequence ?? after;
  }
}

type PersonalEntry = LedgerEntry & { readonly contactId: string };

interface Stop {
  readonly contact: Contact;
  readonly entry: PersonalEntry;
  readonly proof: ConsentProof;
}

/** Those of the entries by which a person wants no texts, and which no later one has replaced. */
async function inForce(from: StopSource, page: readonly LedgerEntry[]): Promise<PersonalEntry[]> {
  const personal = page.filter((entry): entry is PersonalEntry => entry.contactId !== null);
  const ends = personal.filter(({ act }) => ['withdraw', 'refuse', 'expire'].includes(act));
  const standing = new Set<string>();
  for (const purpose of new Set(ends.map((entry) => entry.purpose))) {
    const ids = ends.filter((entry) => entry.purpose === purpose).map(({ contactId }) => contactId);
    const states = await from.readConsentStates([...new Set(ids)], purpose);
    for (const { entryId } of states.values()) standing.add(entryId);
  }
  return ends.filter(({ id }) => standing.has(id));
}

async function addWithdrawals(
  repositories: Repositories,
  stops: readonly Stop[],
  ports: LedgerPorts,
): Promise<boolean[]> {
  // Taken first, so that no state moves between its reading and its writing.
  await repositories.lockLedgerHead();
  const added: boolean[] = [];
  for (const stop of stops) added.push(await addWithdrawal(repositories, stop, ports));
  return added;
}

/** False where the store knows it already, or something later. */
async function addWithdrawal(
  repositories: Repositories,
  { contact, entry, proof }: Stop,
  ports: LedgerPorts,
): Promise<boolean> {
  const { purpose, act, actedAtMs } = entry;
  const contactId = await findContact(repositories, contact, ports);
  const state = (await repositories.readConsentStates([contactId], purpose)).get(contactId);
  if (state?.entryId === entry.id || (state !== undefined && state.sinceMs > actedAtMs)) return false;
  const entries = await appendToLedger(repositories, [{ contactId, purpose, act, actedAtMs, proof }], ports);
  await writeStates(repositories, contactId, entries);
  return true;
}

/** The contact of that number; one that is not there is created with its number only. */
async function findContact(
  repositories: ContactStore,
  { id, number, numberKey }: Contact,
  { clock }: LedgerPorts,
): Promise<string> {
  const known = (await repositories.readContactsByNumber([number])).get(number);
  if (known !== undefined) return known.id;
  await repositories.upsertContacts([{ id, number, numberKey }], clock.nowMs());
  return id;
}
