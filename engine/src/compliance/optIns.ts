import type { Contact, ContactStore } from '../contacts/contact';
import { parsePhoneNumber } from '../contacts/phoneNumber';
import type { OutboxStore } from '../delivery/outboxStore';
import { ZgodaError } from '../shared/errors';
import type { NumberKeyer } from '../shared/numberKey';
import type { Purpose } from '../shared/purpose';
import { attempt, fillSuccesses, success, successes, type Result } from '../shared/result';
import type { TemplateStore } from '../templating/templateStore';
import type { AnswerWriter } from './answers/answer';
import { answerLocaleOf } from './answers/answerLocale';
import { serviceMessage } from './answers/serviceMessage';
import type { LedgerEntry } from './consent';
import { checkConsentInput, type CheckedConsent } from './consentInput';
import { readWordings, type ConsentInput } from './consents';
import { appendToLedger } from './ledger';
import {
  dayMs,
  endPending,
  readRecentRequests,
  tryCode,
  type ConfirmedHow,
  type OptInLimits,
  type OptInPorts,
  type OptInRepositories,
} from './optInRequests';
import type { OptInRequest } from './optInStore';
import { writeStates } from './withdraw';
import type { WordingStore } from './wording';

/** Whom to ask for a confirmation, and the proof of what they saw where they signed up. */
export interface AskInput extends Omit<ConsentInput, 'act' | 'actedAt' | 'guardian'> {
  readonly confirmBy: OptInRequest['confirmBy'];
  readonly sender?: string | undefined;
}

/** Why nobody was asked. */
export type NotAskedReason = 'suppressed' | 'agreed_already' | 'too_soon' | 'too_many';

/** What became of one asking. A block is a result, not an error. */
export interface AskResult {
  readonly asked: boolean;
  readonly reason: NotAskedReason | null;
  /** One sentence for people; null when asked. */
  readonly explanation: string | null;
  readonly contactId: string | null;
  /** The ledger's entry of the request. */
  readonly entryId: string | null;
  readonly messageId: string | null;
  /** ISO 8601, UTC. */
  readonly expiresAt: string | null;
}

/** A code that somebody entered. */
export interface ConfirmInput {
  readonly phone: string;
  readonly country?: string | undefined;
  readonly code: string;
  readonly source?: string | undefined;
  readonly ipAddress?: string | undefined;
  readonly userAgent?: string | undefined;
}

/** What became of a code: the same for a wrong one, an old one, a used one, and a number that was never asked. */
export interface ConfirmResult {
  readonly confirmed: boolean;
  /** One sentence for people; null when confirmed. */
  readonly explanation: string | null;
  readonly contactId: string | null;
  /** The ledger's entry of the confirmation. */
  readonly entryId: string | null;
}

/** Double opt-in: a consent that the owner of the number confirms. */
export interface OptIns {
  /** Texts each number a code, or the question; one result for each input, in order. */
  ask(inputs: readonly AskInput[], route: string): Promise<Result<AskResult>[]>;
  confirm(inputs: readonly ConfirmInput[]): Promise<Result<ConfirmResult>[]>;
}

/** The ports that double opt-in needs, all in one transaction. */
export type AskRepositories = OptInRepositories &
  ContactStore &
  Pick<OutboxStore, 'appendMessages'> &
  Pick<TemplateStore, 'readTemplate'>;

/** What double opt-in works on; `transaction` takes the write lock at its start and rolls back when the work throws. */
export interface OptInStorePort extends Pick<WordingStore, 'readWordingVersions'> {
  transaction<T>(work: (repositories: AskRepositories) => Promise<T>): Promise<T>;
}

/** What double opt-in needs from outside. */
export interface AskPorts extends OptInPorts {
  readonly limits: AskLimits;
  readonly numberKey: NumberKeyer;
  readonly defaultCountry: string | null;
  readonly writeAnswer: AnswerWriter;
  /** Called after a text was appended to a route. */
  readonly appended: (route: string) => void;
}

/** How often a number may be asked. */
export interface AskLimits extends OptInLimits {
  /** Further texts to one number in a day, after the first. */
  readonly resends: number;
  readonly pauseMs: number;
}

/** Double opt-in over one store. */
export function createOptIns(store: OptInStorePort, ports: AskPorts): OptIns {
  return {
    async ask(inputs, route) {
      const wordings = await readWordings(store, inputs);
      const context = { defaultCountry: ports.defaultCountry, nowMs: ports.clock.nowMs(), wordings };
      const checked = inputs.map((input) => attempt(() => ({ ...checkAsk(input, context), input })));
      const results: AskResult[] = [];
      for (const each of successes(checked)) {
        results.push(await store.transaction((repositories) => askOne(repositories, each, route, ports)));
      }
      if (results.some(({ asked }) => asked)) ports.appended(route);
      return fillSuccesses(checked, results);
    },
    async confirm(inputs) {
      const results: Result<ConfirmResult>[] = [];
      for (const input of inputs) {
        const phone = attempt(() => parsePhoneNumber(input.phone, input.country ?? ports.defaultCountry));
        if (!phone.ok) {
          results.push(phone);
          continue;
        }
        const numberKey = ports.numberKey(phone.value.number);
        const entry = await store.transaction(async (repositories) => {
          await repositories.lockLedgerHead();
          return tryCode(repositories, numberKey, input.code, howOf(input), ports);
        });
        results.push(success(confirmResult(entry)));
      }
      return results;
    },
  };
}

interface CheckedAsk extends CheckedConsent {
  readonly input: AskInput;
}

function checkAsk(input: AskInput, context: Parameters<typeof checkConsentInput>[1]): CheckedConsent {
  const checked = checkConsentInput({ ...input, act: 'grant' }, context);
  if (checked.proof.method === 'import') {
    throw new ZgodaError('invalid_input', {
      field: 'Method',
      problem: 'only a person who just signed up can be asked',
    });
  }
  return checked;
}

/** Asks under the ledger's lock, so that two askings at once count each other. */
async function askOne(
  repositories: AskRepositories,
  checked: CheckedAsk,
  route: string,
  ports: AskPorts,
): Promise<AskResult> {
  await repositories.lockLedgerHead();
  const numberKey = ports.numberKey(checked.phone.number);
  const known = (await repositories.readContactsByNumber([checked.phone.number])).get(checked.phone.number);
  const reason = await whyNot(repositories, numberKey, known, checked.purpose, ports);
  if (reason !== null) return notAsked(reason, known?.id ?? null);
  const contact = known ?? (await addContact(repositories, checked, numberKey, ports));
  await endPending(repositories, numberKey, 'replaced', ports);
  return send(repositories, contact, checked, route, ports);
}

async function whyNot(
  repositories: AskRepositories,
  numberKey: string,
  contact: Contact | undefined,
  purpose: Purpose,
  ports: AskPorts,
): Promise<NotAskedReason | null> {
  const suppression = (await repositories.readSuppressions([numberKey])).get(numberKey);
  if (suppression?.scope === 'all' || suppression?.reason === 'complaint') return 'suppressed';
  if (contact !== undefined && suppression === undefined) {
    const states = await repositories.readConsentStates([contact.id], purpose);
    if (states.get(contact.id)?.state === 'granted') return 'agreed_already';
  }
  const nowMs = ports.clock.nowMs();
  const asked = (await readRecentRequests(repositories, numberKey, ports)).map(({ requestedAtMs }) => requestedAtMs);
  if (asked.some((atMs) => atMs > nowMs - ports.limits.pauseMs)) return 'too_soon';
  const today = asked.filter((atMs) => atMs > nowMs - dayMs).length;
  return today > ports.limits.resends ? 'too_many' : null;
}

async function addContact(
  repositories: AskRepositories,
  { phone: { number, country } }: CheckedAsk,
  numberKey: string,
  ports: AskPorts,
): Promise<Contact> {
  const change = { id: ports.ids.next(), number, numberKey, ...(country === null ? {} : { country }) };
  const [created] = await repositories.upsertContacts([change], ports.clock.nowMs());
  return (created as { contact: Contact }).contact;
}

async function send(
  repositories: AskRepositories,
  contact: Contact,
  { input, purpose, proof }: CheckedAsk,
  route: string,
  ports: AskPorts,
): Promise<AskResult> {
  const nowMs = ports.clock.nowMs();
  const record = { contactId: contact.id, purpose, act: 'request', actedAtMs: nowMs, proof } as const;
  const entries = await appendToLedger(repositories, [record], ports);
  await writeStates(repositories, contact.id, entries);
  const entry = entries[0] as LedgerEntry;
  const id = ports.ids.next();
  const { confirmBy } = input;
  const made = confirmBy === 'code' ? ports.codes.make(id) : null;
  const written = await ports.writeAnswer(repositories, {
    kind: confirmBy === 'code' ? 'optInCode' : 'optInReply',
    locale: answerLocaleOf({
      language: proof.locale ?? contact.language,
      replyLanguage: null,
      country: contact.country,
      number: contact.number,
    }),
    route,
    variables: made === null ? {} : { code: made.code },
  });
  const messageId = ports.ids.next();
  const { number, numberKey } = contact;
  const address = { route, number, numberKey, contactId: contact.id, sender: input.sender ?? null };
  await repositories.appendMessages([serviceMessage(messageId, address, written, `opt-in:${id}`)], nowMs);
  const expiresAtMs = nowMs + ports.limits.expiryMs;
  await repositories.writeOptInRequests([
    {
      ...{ id, contactId: contact.id, numberKey, purpose, confirmBy, messageId, expiresAtMs },
      codeHash: made?.codeHash ?? null,
      requestEntryId: entry.id,
      confirmEntryId: null,
      state: 'pending',
      wrongTries: 0,
      requestedAtMs: nowMs,
    },
  ]);
  return {
    ...{ asked: true, reason: null, explanation: null, contactId: contact.id, entryId: entry.id, messageId },
    expiresAt: new Date(expiresAtMs).toISOString(),
  };
}

const notAskedWords: Readonly<Record<NotAskedReason, string>> = {
  suppressed: 'The number is blocked for all texts, or its owner complained: it is not asked again.',
  agreed_already: 'The person has agreed already.',
  too_soon: 'The number was asked a moment ago; wait before asking again.',
  too_many: 'The number was asked too often today.',
};

function notAsked(reason: NotAskedReason, contactId: string | null): AskResult {
  const nothing = { entryId: null, messageId: null, expiresAt: null };
  return { asked: false, reason, explanation: notAskedWords[reason], contactId, ...nothing };
}

function confirmResult(entry: LedgerEntry | null): ConfirmResult {
  if (entry !== null) {
    return { confirmed: true, explanation: null, contactId: entry.contactId, entryId: entry.id };
  }
  const explanation = 'The code is wrong, too old or used up. Ask for a new one.';
  return { confirmed: false, explanation, contactId: null, entryId: null };
}

function howOf({ source, ipAddress, userAgent }: ConfirmInput): ConfirmedHow {
  const given = Object.entries({ source, ipAddress, userAgent }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as ConfirmedHow;
}
