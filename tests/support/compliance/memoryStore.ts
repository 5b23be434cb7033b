import type { ConsentState, LedgerEntry, LedgerStore } from '../../../engine/src/compliance/consent';
import type { ErasureJournal, ErasureRecordStore, JournalEntry } from '../../../engine/src/compliance/erasureJournal';
import type { DocumentPrinter } from '../../../engine/src/compliance/documents';
import type { ErasureStore } from '../../../engine/src/compliance/erasureStore';
import { createRecipientKeys, type RecipientKeys } from '../../../engine/src/compliance/recipients/recipientKeys';
import type { RecipientStore } from '../../../engine/src/compliance/recipients/recipientStore';
import type { SubjectRequestStore } from '../../../engine/src/compliance/subjectRequestStore';
import type { Suppression, SuppressionStore } from '../../../engine/src/compliance/suppression';
import type { Wording, WordingStore } from '../../../engine/src/compliance/wording';
import type { Controller } from '../../../engine/src/config';
import type { Contact, ContactChange, ContactStore } from '../../../engine/src/contacts/contact';
import type { EventStore, NewEvent } from '../../../engine/src/delivery/eventStore';
import type { OptInRequest, OptInStore } from '../../../engine/src/compliance/optInStore';
import type { AnswerRepositories } from '../../../engine/src/compliance/answers/sendAnswer';
import type { InboundMessage, InboundStore } from '../../../engine/src/delivery/inboundStore';
import type { NewMessage } from '../../../engine/src/delivery/message';
import type { Clock } from '../../../engine/src/shared/clock';
import { createIdSource, type IdSource } from '../../../engine/src/shared/ids';
import { silentLog, type Log } from '../../../engine/src/shared/log';
import { createNumberKeyer, type NumberKeyer } from '../../../engine/src/shared/numberKey';
import type { Random } from '../../../engine/src/shared/random';

/** The ports that the compliance layer uses, kept in memory: enough to test its rules without a database. */
export interface MemoryStore
  extends
    ContactStore,
    LedgerStore,
    SuppressionStore,
    ErasureStore,
    ErasureRecordStore,
    Pick<SubjectRequestStore, 'answerRequestsOf'>,
    Pick<RecipientStore, 'readRecipients' | 'appendNotices'>,
    Pick<EventStore, 'appendEvents'>,
    WordingStore,
    Omit<InboundStore, 'freeInboundKey'>,
    OptInStore,
    AnswerRepositories {
  transaction<T>(work: (repositories: MemoryStore) => Promise<T>): Promise<T>;
  readonly ledger: LedgerEntry[];
  readonly events: NewEvent[];
  readonly suppressions: Suppression[];
  readonly handled: Map<string, string>;
  readonly messages: NewMessage[];
  readonly compactions: () => number;
}

/** Time that only a test moves, and ids and randomness that repeat. */
export interface TestPorts {
  readonly clock: Clock & { setMs(nowMs: number): void };
  readonly ids: IdSource;
  readonly random: Random;
  readonly numberKey: NumberKeyer;
  readonly defaultCountry: string | null;
  readonly journal: MemoryJournal;
  readonly printer: DocumentPrinter;
  readonly controller: Controller;
  readonly log: Log;
  readonly keys: RecipientKeys;
  readonly noticesAdded: () => void;
}

/** Who answers for the data in tests. */
export const testController: Controller = {
  ...{ name: 'Łąka sp. z o.o.', address: 'ul. Przykładowa 1, Kraków', email: 'rodo@laka.example', phone: null },
  ...{ policyUrl: 'https://laka.example/rodo', country: 'PL' },
};

/** Prints the documents' numbers and no more. */
const numberPrinter: DocumentPrinter = {
  printExport: async ({ exportId }) => Buffer.from(exportId),
  printCertificate: async ({ certificateId }) => Buffer.from(certificateId),
};

/** A journal in memory. */
export interface MemoryJournal extends ErasureJournal {
  readonly entries: JournalEntry[];
}

function createMemoryJournal(): MemoryJournal {
  const entries: JournalEntry[] = [];
  return {
    entries,
    append: async (entry) => void entries.push(entry),
    read: async () => ({ entries: [...entries], unreadableLines: [] }),
  };
}

export function testPorts(defaultCountry: string | null = null): TestPorts {
  let nowMs = Date.UTC(2026, 2, 1, 12);
  let seed = 0;
  const clock = {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs,
    after: () => () => undefined,
    setMs(value: number) {
      nowMs = value;
    },
  };
  const random: Random = {
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => (seed = (seed * 75 + 74) % 65_537) & 255)),
    fraction: () => 0.5,
  };
  return {
    clock,
    random,
    ids: createIdSource(clock, random),
    numberKey: createNumberKeyer(Buffer.alloc(32, 7)),
    defaultCountry,
    journal: createMemoryJournal(),
    printer: numberPrinter,
    controller: testController,
    log: silentLog,
    keys: createRecipientKeys(Buffer.alloc(32, 7), random),
    noticesAdded: () => undefined,
  };
}

export function createMemoryStore(): MemoryStore {
  const contacts = new Map<string, Contact>();
  const states = new Map<string, ConsentState>();
  const ledger: LedgerEntry[] = [];
  const events: NewEvent[] = [];
  const suppressions: Suppression[] = [];
  const inbound = new Map<string, InboundMessage>();
  const handled = new Map<string, string>();
  const answers = new Map<string, string>();
  const optIns = new Map<string, OptInRequest>();
  const settled = new Map<string, string>();
  const messages: NewMessage[] = [];
  const erasures = new Set<string>();
  const wordings: Wording[] = [];
  let compactions = 0;
  let compactionDue = false;

  const removeSuppression = (numberKey: string, scope: Suppression['scope']): void => {
    const at = suppressions.findIndex((each) => each.numberKey === numberKey && each.scope === scope);
    if (at >= 0) suppressions.splice(at, 1);
  };

  const store: MemoryStore = {
    ledger,
    events,
    suppressions,
    handled,
    messages,
    compactions: () => compactions,
    transaction: (work) => work(store),

    upsertContacts: (changes, nowMs) =>
      Promise.resolve(
        changes.map((change) => {
          const stored = contacts.get(change.number);
          const contact = merged(stored, change, nowMs);
          contacts.set(change.number, contact);
          return { contact, created: stored === undefined };
        }),
      ),
    readContactsByNumber: (numbers) =>
      Promise.resolve(
        new Map(
          numbers.flatMap((number) => {
            const contact = contacts.get(number);
            return contact === undefined ? [] : [[number, contact] as const];
          }),
        ),
      ),
    readContact: (id) => Promise.resolve([...contacts.values()].find((each) => each.id === id) ?? null),
    readContactsByEmail: (email) =>
      Promise.resolve([...contacts.values()].filter((each) => each.email?.toLowerCase() === email.toLowerCase())),

    lockLedgerHead: () => Promise.resolve(ledger.at(-1) ?? null),
    appendLedger: (entries) => {
      ledger.push(...entries);
      return Promise.resolve();
    },
    readLedger: (afterSequence, limit) =>
      Promise.resolve(ledger.filter((each) => each.sequence > afterSequence).slice(0, limit)),
    readLedgerEntry: (id) => Promise.resolve(ledger.find((each) => each.id === id) ?? null),
    readLedgerOfContact: (contactId) => Promise.resolve(ledger.filter((each) => each.contactId === contactId)),
    writeConsentStates: (written) => {
      for (const each of written) states.set(`${each.contactId} ${each.purpose}`, each);
      return Promise.resolve();
    },
    readConsentStates: (contactIds, purpose) =>
      Promise.resolve(
        new Map(
          contactIds.flatMap((id) => {
            const state = states.get(`${id} ${purpose}`);
            return state === undefined ? [] : [[id, state] as const];
          }),
        ),
      ),

    writeSuppressions: (written) => {
      for (const each of written) {
        removeSuppression(each.numberKey, each.scope);
        suppressions.push(each);
      }
      return Promise.resolve();
    },
    removeSuppressions: (numberKeys, scope) => {
      for (const numberKey of numberKeys) removeSuppression(numberKey, scope);
      return Promise.resolve();
    },
    readEachSuppression: async (numberKeys) => suppressions.filter((each) => numberKeys.includes(each.numberKey)),
    readSuppressionPage: async () => suppressions,
    readSuppressions: (numberKeys) => {
      const found = new Map<string, Suppression>();
      for (const each of suppressions) {
        if (numberKeys.includes(each.numberKey) && found.get(each.numberKey)?.scope !== 'all') {
          found.set(each.numberKey, each);
        }
      }
      return Promise.resolve(found);
    },

    appendEvents: (appended) => {
      for (const each of appended) if (!events.some((event) => event.id === each.id)) events.push(each);
      return Promise.resolve();
    },
    appendInbound: (messages) => {
      const fresh = messages.filter((each) => !inbound.has(each.id));
      for (const each of fresh) inbound.set(each.id, each);
      return Promise.resolve(fresh.map((each) => each.id));
    },
    readUnhandledInbound: (limit) =>
      Promise.resolve([...inbound.values()].filter((each) => !handled.has(each.id)).slice(0, limit)),
    findUnhandledInbound: (route, deduplicationKey) =>
      Promise.resolve(
        [...inbound.values()].find(
          (each) => !handled.has(each.id) && each.route === route && each.deduplicationKey === deduplicationKey,
        ) ?? null,
      ),
    markInboundHandled: (id, replyClass) => {
      const isFirst = !handled.has(id);
      if (isFirst) handled.set(id, replyClass);
      return Promise.resolve(isFirst);
    },
    markInboundAnswered: (id, messageId) => {
      answers.set(id, messageId);
      return Promise.resolve();
    },
    countAnswers: (numberKey, afterMs) =>
      Promise.resolve(
        [...inbound.values()].filter(
          (each) => each.numberKey === numberKey && each.receivedAtMs > afterMs && answers.has(each.id),
        ).length,
      ),
    readFlaggedInbound: (numberKey, limit) =>
      Promise.resolve(
        [...inbound.values()]
          .filter((each) => handled.get(each.id) === 'unclear' && !settled.has(each.id))
          .filter((each) => numberKey === null || each.numberKey === numberKey)
          .slice(0, limit),
      ),
    settleInbound: (id, settledAs) => {
      if (handled.get(id) !== 'unclear' || settled.has(id)) return Promise.resolve(null);
      settled.set(id, settledAs);
      return Promise.resolve(inbound.get(id) ?? null);
    },

    appendMessages: (appended) => {
      messages.push(...appended);
      return Promise.resolve(appended.map(({ id }) => ({ outcome: 'appended', id })));
    },
    readTemplate: () => Promise.resolve(null),
    writeOptInRequests: (requests) => {
      for (const each of requests) optIns.set(each.id, each);
      return Promise.resolve();
    },
    readOptInRequests: (numberKey, afterMs) =>
      Promise.resolve(
        [...optIns.values()].filter((each) => each.numberKey === numberKey && each.requestedAtMs > afterMs),
      ),
    blankMessageTexts: (ids) => {
      messages.forEach((each, at) => {
        if (ids.includes(each.id)) messages[at] = { ...each, text: null };
      });
      return Promise.resolve();
    },

    eraseSubject: (subject) => {
      const found = [...contacts.values()].filter(
        (each) => each.id === subject.contactId || each.numberKey === subject.numberKey,
      );
      for (const each of found) contacts.delete(each.number);
      const ids = new Set(found.map((each) => each.id));
      let ledgerEntries = 0;
      ledger.forEach((entry, at) => {
        if (entry.contactId === null || !ids.has(entry.contactId)) return;
        ledger[at] = { ...entry, contactId: null, body: null };
        ledgerEntries += 1;
      });
      for (const id of ids) for (const key of states.keys()) if (key.startsWith(id)) states.delete(key);
      const rows = { contacts: found.length, ledger: ledgerEntries };
      compactionDue ||= found.length > 0;
      const touched = Object.entries(rows).filter(([, count]) => count > 0);
      return Promise.resolve({ rows: Object.fromEntries(touched), cancelledMessages: [] });
    },
    answerRequestsOf: async () => 0,
    readRecipients: async () => [],
    appendNotices: async () => undefined,
    appendWording: (wording) => {
      const isNew = !wordings.some(({ name, version }) => name === wording.name && version === wording.version);
      if (isNew) wordings.unshift(wording);
      return Promise.resolve(isNew);
    },
    readWordings: () => Promise.resolve([...wordings]),
    readWordingVersions: (name) => Promise.resolve(wordings.filter((each) => each.name === name)),
    appendErasure: async (erasureId) => void erasures.add(erasureId),
    readErasures: async (erasureIds) => new Set(erasureIds.filter((id) => erasures.has(id))),
    isCompactionDue: async () => compactionDue,
    compact: () => {
      compactionDue = false;
      compactions += 1;
      return Promise.resolve();
    },
  };
  return store;
}

function merged(stored: Contact | undefined, change: ContactChange, nowMs: number): Contact {
  const { attributes, groups, id, ...rest } = change;
  return {
    id,
    firstName: null,
    lastName: null,
    email: null,
    language: null,
    country: null,
    birthDate: null,
    createdAtMs: nowMs,
    ...stored,
    ...rest,
    attributes: { ...stored?.attributes, ...attributes },
    groups: [...new Set([...(stored?.groups ?? []), ...(groups ?? [])])],
    updatedAtMs: nowMs,
  };
}
