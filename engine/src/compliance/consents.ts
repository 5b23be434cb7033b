import type { Contact, ContactStore } from '../contacts/contact';
import type { NumberKeyer } from '../shared/numberKey';
import type { Purpose } from '../shared/purpose';
import { attempt, fillSuccesses, successes, type Result } from '../shared/result';
import type { ConsentState, LedgerEntry, LedgerStore } from './consent';
import { checkConsentInput, type CheckedConsent } from './consentInput';
import { stateAfter } from './consentState';
import { decideGate } from './gate';
import { appendToLedger, readLedgerBody, type LedgerPorts } from './ledger';
import type { Suppression, SuppressionStore } from './suppression';
import { joinSuppressions, liftsSuppression } from './suppressionRules';
import type { Wording, WordingStore } from './wording';

/** What a consent record is asked: the act, and its proof. */
export interface ConsentInput {
  readonly phone: string;
  readonly country?: string | undefined;
  readonly act: 'grant' | 'refuse' | 'withdraw';
  readonly purpose: Purpose;
  /** The exact words that the person saw; or `wordingName`. */
  readonly wording?: string | undefined;
  /** Name of a saved wording. */
  readonly wordingName?: string | undefined;
  readonly wordingVersion?: string | undefined;
  /** One of `consentMethods`; what only implies a consent is refused. */
  readonly method?: string | undefined;
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
  /** Whether a text of this purpose may be sent now; false for a child without a guardian's consent. */
  readonly maySend: boolean;
  /** One sentence for people: why it may not be sent. Null when it may. */
  readonly explanation: string | null;
}

/** Records acts in the ledger of one store. */
export interface Consents {
  record(inputs: readonly ConsentInput[]): Promise<Result<ConsentResult>[]>;
}

/** What consents work on; `transaction` takes the write lock at its start and rolls back when the work throws. */
export interface ConsentStorePort extends Pick<WordingStore, 'readWordingVersions'> {
  transaction<T>(work: (repositories: ConsentRepositories) => Promise<T>): Promise<T>;
}

/** The ports that recording a consent needs. */
export type ConsentRepositories = LedgerStore & SuppressionStore & ContactStore;

/** What consents need from outside. */
export interface ConsentPorts extends LedgerPorts {
  readonly numberKey: NumberKeyer;
  /** ISO 3166-1 alpha-2, for numbers written without a country code. */
  readonly defaultCountry: string | null;
}

/** An input with the contact that acted. */
interface Act extends CheckedConsent {
  readonly contact: Contact;
}

/** An act with its ledger entry; `inForce` when it decided where the person stands at that point of the call. */
interface RecordedAct extends Act {
  readonly entry: LedgerEntry;
  readonly inForce: boolean;
}

/** Records consents: the good inputs of a call in one transaction, in order; each bad one fails alone. */
export function createConsents(store: ConsentStorePort, ports: ConsentPorts): Consents {
  return {
    async record(inputs) {
      const wordings = await readWordings(store, inputs);
      const context = { defaultCountry: ports.defaultCountry, nowMs: ports.clock.nowMs(), wordings };
      const checked = inputs.map((input) => attempt(() => checkConsentInput(input, context)));
      const good = successes(checked);
      if (good.length === 0) return fillSuccesses(checked, []);
      return fillSuccesses(checked, await store.transaction((repositories) => recordAll(repositories, good, ports)));
    },
  };
}

/** The versions of each wording that is named, by its name. */
export async function readWordings(
  store: Pick<WordingStore, 'readWordingVersions'>,
  inputs: readonly Pick<ConsentInput, 'wordingName'>[],
): Promise<Map<string, Wording[]>> {
  const names = [...new Set(inputs.flatMap(({ wordingName }) => wordingName?.trim() ?? []))];
  return new Map(await Promise.all(names.map(async (name) => [name, await store.readWordingVersions(name)] as const)));
}

async function recordAll(
  repositories: ConsentRepositories,
  consents: readonly CheckedConsent[],
  ports: ConsentPorts,
): Promise<ConsentResult[]> {
  // Taken first, so that another process cannot move a state between its reading and its writing here.
  await repositories.lockLedgerHead();
  const acts = await withContacts(repositories, consents, ports);
  const states = await readStates(repositories, acts);
  const recorded = await appendNew(repositories, acts, states, ports);
  await repositories.writeConsentStates(
    [...new Set(recorded.map((act) => states.get(stateKey(act))))].filter(isPresent),
  );
  const suppressions = await moveSuppressions(repositories, recorded);
  return recorded.map((act) => {
    const suppression = suppressions.get(act.contact.numberKey) ?? null;
    return resultOf(act, states.get(stateKey(act)) as ConsentState, suppression, ports);
  });
}

/** Finds the contact of each number, and creates those that are new. */
async function withContacts(
  repositories: ConsentRepositories,
  consents: readonly CheckedConsent[],
  ports: ConsentPorts,
): Promise<Act[]> {
  const byNumber = new Map(consents.map(({ phone }) => [phone.number, phone]));
  const contacts = new Map(await repositories.readContactsByNumber([...byNumber.keys()]));
  const changes = [...byNumber.values()]
    .filter(({ number }) => !contacts.has(number))
    .map(({ number, country }) => ({
      id: ports.ids.next(),
      number,
      numberKey: ports.numberKey(number),
      ...(country === null ? {} : { country }),
    }));
  const created = await repositories.upsertContacts(changes, ports.clock.nowMs());
  for (const { contact } of created) contacts.set(contact.number, contact);
  return consents.map((consent) => ({ ...consent, contact: contacts.get(consent.phone.number) as Contact }));
}

/** States by `stateKey`, of everybody who acts. */
async function readStates(repositories: ConsentRepositories, acts: readonly Act[]): Promise<Map<string, ConsentState>> {
  const states = new Map<string, ConsentState>();
  for (const purpose of new Set(acts.map((act) => act.purpose))) {
    const ids = acts.filter((act) => act.purpose === purpose).map((act) => act.contact.id);
    const found = await repositories.readConsentStates([...new Set(ids)], purpose);
    for (const state of found.values()) states.set(`${state.contactId} ${purpose}`, state);
  }
  return states;
}

function stateKey(act: Act): string {
  return `${act.contact.id} ${act.purpose}`;
}

/**
 * Appends the acts that the ledger does not hold yet and moves `states` on. An act with a stated time and the same proof
 * as an entry of that person is that entry: a list that is recorded twice changes nothing.
 */
async function appendNew(
  repositories: ConsentRepositories,
  acts: readonly Act[],
  states: Map<string, ConsentState>,
  ports: ConsentPorts,
): Promise<RecordedAct[]> {
  const known = await readKnownActs(repositories, acts, states);
  const fresh = new Map<string, Act>();
  acts.forEach((act, at) => {
    const fingerprint = fingerprintOf(act, at);
    if (!known.has(fingerprint) && !fresh.has(fingerprint)) fresh.set(fingerprint, act);
  });
  const records = [...fresh.values()].map((act) => ({ ...act, contactId: act.contact.id }));
  const entries = await appendToLedger(repositories, records, ports);
  [...fresh.keys()].forEach((fingerprint, at) => known.set(fingerprint, entries[at] as LedgerEntry));
  return acts.map((act, at) => {
    const fingerprint = fingerprintOf(act, at);
    const entry = known.get(fingerprint) as LedgerEntry;
    const inForce = fresh.get(fingerprint) === act && moveState(states, act, entry);
    return { ...act, entry, inForce };
  });
}

function moveState(states: Map<string, ConsentState>, act: Act, entry: LedgerEntry): boolean {
  const next = stateAfter(states.get(stateKey(act)), { ...entry, contactId: act.contact.id });
  states.set(stateKey(act), next);
  return next.entryId === entry.id;
}

/** The entries of those who acted before, by fingerprint. */
async function readKnownActs(
  repositories: ConsentRepositories,
  acts: readonly Act[],
  states: ReadonlyMap<string, ConsentState>,
): Promise<Map<string, LedgerEntry>> {
  const known = new Map<string, LedgerEntry>();
  const repeatable = acts.filter((act) => act.isTimeStated && states.has(stateKey(act)));
  for (const contactId of new Set(repeatable.map((act) => act.contact.id))) {
    for (const entry of await repositories.readLedgerOfContact(contactId)) {
      const body = readLedgerBody(entry);
      if (body === null) continue;
      known.set(JSON.stringify([contactId, entry.purpose, entry.act, entry.actedAtMs, body.proof]), entry);
    }
  }
  return known;
}

function fingerprintOf({ contact, purpose, act, actedAtMs, proof, isTimeStated }: Act, at: number): string {
  return isTimeStated ? JSON.stringify([contact.id, purpose, act, actedAtMs, proof]) : `now ${at}`;
}

/** A withdrawal from marketing suppresses the number; a proven later grant lifts that. Returns what stands, by number key. */
async function moveSuppressions(
  repositories: ConsentRepositories,
  acts: readonly RecordedAct[],
): Promise<Map<string, Suppression>> {
  const before = await repositories.readSuppressions([...new Set(acts.map((act) => act.contact.numberKey))]);
  const after = new Map(before);
  for (const act of acts) if (act.inForce && act.purpose === 'marketing') moveSuppression(after, act);
  const changed = [...after.values()].filter((each) => before.get(each.numberKey) !== each);
  const lifted = [...before.keys()].filter((numberKey) => !after.has(numberKey));
  if (changed.length > 0) await repositories.writeSuppressions(changed);
  if (lifted.length > 0) await repositories.removeSuppressions(lifted, 'marketing');
  return after;
}

function moveSuppression(
  suppressions: Map<string, Suppression>,
  { contact, requestedAct, proof, actedAtMs }: Act,
): void {
  const { numberKey } = contact;
  const current = suppressions.get(numberKey);
  if (requestedAct === 'withdraw' && current?.scope !== 'all') {
    const added: Suppression = { numberKey, scope: 'marketing', reason: 'withdrawn', sinceMs: actedAtMs };
    suppressions.set(numberKey, joinSuppressions(current, added));
  }
  if (requestedAct === 'grant' && current !== undefined) {
    if (liftsSuppression(current, { actedAtMs, method: proof.method })) suppressions.delete(numberKey);
  }
}

function resultOf(
  { entry, contact, purpose, requestedAct }: RecordedAct,
  consent: ConsentState,
  suppression: Suppression | null,
  ports: ConsentPorts,
): ConsentResult {
  const { country, birthDate } = contact;
  const decision = decideGate({ purpose, country, birthDate, consent, suppression, nowMs: ports.clock.nowMs() });
  return {
    entryId: entry.id,
    contactId: contact.id,
    purpose,
    act: requestedAct,
    state: consent.state,
    maySend: decision.may,
    explanation: decision.may ? null : decision.explanation,
  };
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined;
}
