import type { Controller } from '../config';
import type { Contact, ContactStore } from '../contacts/contact';
import { parsePhoneNumber, type PhoneNumber } from '../contacts/phoneNumber';
import type { NotSentReason } from '../delivery/message';
import type { Clock } from '../shared/clock';
import { toZgodaError } from '../shared/errors';
import type { NumberKeyer } from '../shared/numberKey';
import type { Purpose } from '../shared/purpose';
import { attempt, failure, success, type Result } from '../shared/result';
import type { ConsentState, LedgerEntry, LedgerStore } from './consent';
import { decideGate } from './gate';
import type { GateBasis } from './gateGround';
import { ruleAt, ruleOfId } from './jurisdictions/rules';
import { readLedgerBody } from './ledger';
import { iso27560Receipt, type Iso27560Receipt } from './receipts/iso27560';
import { kantaraReceipt, type KantaraReceipt } from './receipts/kantara';
import type { Suppression, SuppressionStore } from './suppression';

/** The forms of a consent receipt. */
export type ReceiptForm = 'iso27560' | 'kantara';

/** Whom a check is about: a phone number or a contact id. */
export interface CheckInput {
  readonly phone?: string | undefined;
  readonly contactId?: string | undefined;
  readonly country?: string | undefined;
  readonly purpose: Purpose;
  readonly receipt: ReceiptForm | 'none';
}

/** Whether a person may be texted, and why: as the gate would decide at this moment. */
export interface CheckResult {
  readonly maySend: boolean;
  readonly purpose: Purpose;
  /** Null when it may be sent. */
  readonly reason: NotSentReason | null;
  /** One sentence for people. */
  readonly explanation: string;
  /** Null where the gate was not asked: nobody could be texted. */
  readonly basis: GateBasis | null;
  /** Since when the basis holds, ISO 8601, UTC. */
  readonly since: string | null;
  /** Null for somebody who is not known. */
  readonly contactId: string | null;
  /** Where the person stands on the purpose; null where nothing is recorded. */
  readonly state: ConsentState['state'] | null;
  /** The entries of the ledger that the state rests on: a confirmation with its request. */
  readonly entryIds: readonly string[];
  /** Hex SHA-256 of the words that the person agreed to. */
  readonly wordingSha256: string | null;
  /** The rule of law that was applied: its id, country (ISO 3166-1 alpha-2; ZZ: none of its own), source and first day. */
  readonly rule: string | null;
  readonly jurisdiction: string | null;
  readonly source: string | null;
  readonly ruleSince: string | null;
  /** Whether that law would let customers be texted without having agreed. It is told, never relied on. Null: no such rule. */
  readonly softOptIn: boolean | null;
  /** Until when a marketing text would be held for quiet hours, ISO 8601, UTC. */
  readonly quietUntil: string | null;
  /** The consent in force as a receipt; null where there is none, or none was wanted. */
  readonly receipt: Iso27560Receipt | KantaraReceipt | null;
}

/** Answers whether people may be texted. It changes nothing. */
export interface ConsentChecks {
  check(inputs: readonly CheckInput[]): Promise<Result<CheckResult>[]>;
}

/** What checks need. */
export interface ConsentCheckPorts {
  readonly store: Pick<ContactStore, 'readContact' | 'readContactsByNumber'> &
    Pick<LedgerStore, 'readConsentStates' | 'readLedgerOfContact'> &
    Pick<SuppressionStore, 'readSuppressions'>;
  readonly clock: Clock;
  readonly numberKey: NumberKeyer;
  /** ISO 3166-1 alpha-2, for numbers written without a country code. */
  readonly defaultCountry: string | null;
  readonly controller: Controller;
  /** Until when marketing to a number is held, epoch ms; null: it is not. */
  readonly quietUntilMs: (phone: PhoneNumber, contact: Contact | null, atMs: number) => number | null;
}

/** Whoever is asked about. */
interface Subject {
  readonly phone: PhoneNumber;
  readonly contact: Contact | null;
}

/** Somebody who cannot be texted at all, and why. */
interface Unreachable {
  readonly reason: NotSentReason;
  readonly explanation: string;
}

/** What is recorded on a subject. */
interface Records {
  readonly suppression: Suppression | null;
  readonly consent: ConsentState | null;
  /** The entries on the purpose, in order. */
  readonly history: readonly LedgerEntry[];
  /** The entry that the consent's state rests on. */
  readonly entry: LedgerEntry | null;
}

/** Checks over one store. A number that cannot be read is an answer, as it is for Send SMS. */
export function createConsentChecks(ports: ConsentCheckPorts): ConsentChecks {
  return { check: (inputs) => Promise.all(inputs.map((input) => checkOne(input, ports))) };
}

async function checkOne(input: CheckInput, ports: ConsentCheckPorts): Promise<Result<CheckResult>> {
  try {
    const subject = await findSubject(input, ports);
    if ('reason' in subject) return success({ ...nothingKnown(input.purpose), ...subject });
    const records = await readRecords(input.purpose, subject, ports);
    return success({
      ...answerOf(input.purpose, subject, records, ports),
      receipt: receiptOf(input.receipt, subject, records, ports),
    });
  } catch (thrown) {
    const error = toZgodaError(thrown);
    if (error.kind !== 'config') throw error;
    return failure(error);
  }
}

async function findSubject(input: CheckInput, ports: ConsentCheckPorts): Promise<Subject | Unreachable> {
  const { store } = ports;
  if (input.contactId !== undefined) {
    const contact = await store.readContact(input.contactId);
    if (contact === null) return { reason: 'no_consent', explanation: 'Nobody is known by this contact id.' };
    return { phone: { number: contact.number, country: contact.country }, contact };
  }
  const read = attempt(() => parsePhoneNumber(input.phone ?? '', input.country ?? ports.defaultCountry));
  if (!read.ok) return { reason: 'invalid_number', explanation: `${read.error.message} ${read.error.description}` };
  const phone = read.value;
  const contact = (await store.readContactsByNumber([phone.number])).get(phone.number) ?? null;
  return { phone, contact };
}

function nothingKnown(purpose: Purpose): Omit<CheckResult, 'reason' | 'explanation'> {
  return {
    maySend: false,
    purpose,
    basis: null,
    since: null,
    contactId: null,
    state: null,
    entryIds: [],
    wordingSha256: null,
    ...noRule,
    quietUntil: null,
    receipt: null,
  };
}

async function readRecords(purpose: Purpose, { phone, contact }: Subject, ports: ConsentCheckPorts): Promise<Records> {
  const { store } = ports;
  const numberKey = ports.numberKey(phone.number);
  const [suppressions, states, entries] = await Promise.all([
    store.readSuppressions([numberKey]),
    contact === null ? null : store.readConsentStates([contact.id], purpose),
    contact === null ? [] : store.readLedgerOfContact(contact.id),
  ]);
  const consent = (contact === null ? null : states?.get(contact.id)) ?? null;
  const history = entries.filter((entry) => entry.purpose === purpose);
  const entry = history.find(({ id }) => id === consent?.entryId) ?? null;
  return { suppression: suppressions.get(numberKey) ?? null, consent, history, entry };
}

/** The gate's own decision, with what it rests on. */
function answerOf(
  purpose: Purpose,
  { phone, contact }: Subject,
  { suppression, consent, entry }: Records,
  ports: ConsentCheckPorts,
): Omit<CheckResult, 'receipt'> {
  const nowMs = ports.clock.nowMs();
  const country = contact?.country ?? phone.country;
  const birthDate = contact?.birthDate ?? null;
  const decision = decideGate({ purpose, country, birthDate, consent, suppression, nowMs });
  const { basis, rule, sinceMs } = decision.ground;
  return {
    maySend: decision.may,
    purpose,
    reason: decision.may ? null : decision.reason,
    explanation: decision.may ? maySentence(basis, sinceMs) : decision.explanation,
    basis,
    since: timeOf(sinceMs),
    contactId: contact?.id ?? null,
    state: consent?.state ?? null,
    entryIds: entryIdsOf(entry, consent),
    wordingSha256: entry === null ? null : (readLedgerBody(entry)?.wordingSha256 ?? null),
    ...(rule === null ? noRule : ruleFacts(rule)),
    quietUntil: purpose === 'marketing' ? timeOf(ports.quietUntilMs(phone, contact, nowMs)) : null,
  };
}

type RuleFacts = Pick<CheckResult, 'rule' | 'jurisdiction' | 'source' | 'ruleSince' | 'softOptIn'>;

const noRule: RuleFacts = { rule: null, jurisdiction: null, source: null, ruleSince: null, softOptIn: null };

function ruleFacts(id: string): RuleFacts {
  const rule = ruleOfId(id);
  if (rule === null) return { ...noRule, rule: id };
  const { jurisdiction, source, from } = rule;
  return { rule: id, jurisdiction, source, ruleSince: from, softOptIn: 'softOptIn' in rule ? rule.softOptIn : null };
}

/** A confirmation rests on its request too. */
function entryIdsOf(entry: LedgerEntry | null, consent: ConsentState | null): string[] {
  if (consent === null) return [];
  const requestId = entry === null ? undefined : readLedgerBody(entry)?.proof.requestId;
  return requestId === undefined ? [consent.entryId] : [requestId, consent.entryId];
}

function receiptOf(
  form: CheckInput['receipt'],
  { phone, contact }: Subject,
  { consent, entry, history }: Records,
  { controller }: ConsentCheckPorts,
): CheckResult['receipt'] {
  const body = entry === null ? null : readLedgerBody(entry);
  if (form === 'none' || consent?.state !== 'granted' || entry === null || body === null) return null;
  const country = controller.country ?? contact?.country ?? phone.country;
  const facts = {
    entry,
    body,
    history,
    number: phone.number,
    controller,
    jurisdiction: country ?? 'ZZ',
    retention: ruleAt('proofRetention', country, entry.actedAtMs),
  };
  return form === 'kantara' ? kantaraReceipt(facts) : iso27560Receipt(facts);
}

function maySentence(basis: GateBasis, sinceMs: number | null): string {
  const day = timeOf(sinceMs)?.slice(0, 10) ?? '';
  if (basis === 'service') return 'Service texts need no consent, and the person has not refused them.';
  if (basis === 'guardian_consent') return `A guardian agreed on ${day}.`;
  return `The person agreed on ${day}.`;
}

const timeOf = (timeMs: number | null): string | null => (timeMs === null ? null : new Date(timeMs).toISOString());
