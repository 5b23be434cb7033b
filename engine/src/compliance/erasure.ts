import type { Controller } from '../config';
import type { ContactStore } from '../contacts/contact';
import type { Clock } from '../shared/clock';
import { toZgodaError } from '../shared/errors';
import type { Log } from '../shared/log';
import type { NumberKeyer } from '../shared/numberKey';
import type { Language } from '../shared/words';
import { failure, success, type Result } from '../shared/result';
import type { LedgerStore } from './consent';
import type { StoredTable } from './dataInventory';
import { makeDocuments, type DocumentChoice, type DocumentFiles, type DocumentPrinter } from './documents';
import { erasureCertificate, type ErasureCertificate } from './erasureCertificate';
import type { ErasureJournal, ErasureRecordStore } from './erasureJournal';
import { cancelledReports, type EventRepositories } from './cancelledReports';
import type { ErasedRows, ErasureStore } from './erasureStore';
import { noticesFor, type NoticePorts } from './recipients/notices';
import type { RecipientStore } from './recipients/recipientStore';
import { findSubjects, type SubjectInput } from './subject';
import type { SubjectRequestStore } from './subjectRequestStore';
import type { SubjectKeys } from './subjectStore';
import type { SuppressionStore } from './suppression';

/** Whom to erase, and in which form to certify it; no file is made without a wish for it. */
export interface ErasureInput extends SubjectInput {
  readonly documents?: DocumentChoice | undefined;
  readonly language?: Language | undefined;
}

/** What an erasure did. Like its certificate, it holds no personal data. */
export interface ErasureResult {
  /** UUIDv7; it stands on the certificate. */
  readonly erasureId: string;
  /** ISO 8601, UTC. */
  readonly erasedAt: string;
  /** Whether anything was held. */
  readonly found: boolean;
  /** Whether the number stays blocked for marketing. */
  readonly suppressed: boolean;
  /** Rows deleted or blanked, by table. */
  readonly removed: Readonly<Record<string, number>>;
  /** Messages that were waiting, and will not be sent. */
  readonly cancelledMessages: number;
  /** Names of the third parties that are told (Art. 19). */
  readonly recipients: readonly string[];
  /**
   * Whether the database's files hold no remains any more. False: the disk was full or the store busy; the next erasure, or
   * the next opening of the store, removes them.
   */
  readonly compacted: boolean;
  /** The certificate. */
  readonly files: DocumentFiles;
}

/** Erases people from one store. */
export interface Erasure {
  erase(inputs: readonly ErasureInput[]): Promise<Result<ErasureResult>[]>;
}

/** The ports that an erasure needs. */
export type ErasureRepositories = ContactStore &
  SuppressionStore &
  ErasureStore &
  ErasureRecordStore &
  EventRepositories &
  Pick<LedgerStore, 'lockLedgerHead'> &
  Pick<SubjectRequestStore, 'answerRequestsOf'> &
  Pick<RecipientStore, 'readRecipients' | 'appendNotices'>;

/** What erasure works on; `transaction` rolls back when the work throws. */
export interface ErasureStorePort extends Pick<ErasureStore, 'compact' | 'isCompactionDue'> {
  transaction<T>(work: (repositories: ErasureRepositories) => Promise<T>): Promise<T>;
}

/** What erasure needs from outside. */
export interface ErasurePorts extends NoticePorts {
  readonly clock: Clock;
  readonly numberKey: NumberKeyer;
  readonly journal: ErasureJournal;
  readonly log: Log;
  /** There are recipients to be told. */
  readonly noticesAdded: () => void;
  readonly printer: DocumentPrinter;
  readonly controller: Controller;
  /** ISO 3166-1 alpha-2, for numbers written without a country code. */
  readonly defaultCountry: string | null;
}

/**
 * Erases each person in a transaction of its own, then compacts the store once. Everybody who shares an e-mail address
 * is erased with it. The numbers stay suppressed for marketing, also one that nothing was held on (GDPR 17, 21(3)).
 * Erasing twice changes nothing more.
 */
export function createErasure(store: ErasureStorePort, ports: ErasurePorts): Erasure {
  return {
    async erase(inputs) {
      const results: Result<Omit<ErasureResult, 'compacted'>>[] = [];
      for (const input of inputs) results.push(await eraseOne(store, input, ports));
      if (results.some((result) => result.ok && result.value.recipients.length > 0)) ports.noticesAdded();
      const compacted = await compactStore(store, ports.log);
      return results.map((result) => (result.ok ? success({ ...result.value, compacted }) : result));
    },
  };
}

async function eraseOne(
  store: ErasureStorePort,
  input: ErasureInput,
  ports: ErasurePorts,
): Promise<Result<Omit<ErasureResult, 'compacted'>>> {
  try {
    const certificate = await store.transaction((repositories) => eraseWithin(repositories, input, ports));
    return success(await resultOf(certificate, input, ports.printer));
  } catch (thrown) {
    const error = toZgodaError(thrown);
    if (error.kind !== 'input') throw error;
    return failure(error);
  }
}

async function eraseWithin(
  repositories: ErasureRepositories,
  input: ErasureInput,
  ports: ErasurePorts,
): Promise<ErasureCertificate> {
  const nowMs = ports.clock.nowMs();
  const head = await repositories.lockLedgerHead();
  const subjects = await findSubjects(repositories, input, ports);
  await repositories.writeSuppressions(
    subjects.map(({ numberKey }) => ({ numberKey, scope: 'marketing', reason: 'erased', sinceMs: nowMs })),
  );
  const certificateId = ports.ids.next();
  let erased: ErasedRows = { rows: {}, cancelledMessages: [] };
  const told = new Set<string>();
  for (const subject of subjects) {
    await repositories.answerRequestsOf(subject, ['erasure'], certificateId, nowMs);
    const notices = await noticesOf(repositories, subject, { erasureId: certificateId, erasedAtMs: nowMs }, ports);
    const own = await repositories.eraseSubject(subject, nowMs);
    // Where nothing was held, nothing can have been passed on.
    if (Object.keys(own.rows).length > 0) {
      await repositories.appendNotices(notices);
      for (const { recipient } of notices) told.add(recipient);
    }
    erased = sum(erased, own);
  }
  // The lock on events is the last in the database; the journal comes last of all.
  await repositories.appendEvents(cancelledReports(erased.cancelledMessages, nowMs));
  if (subjects.length > 0) await noteErasure(repositories, ports.journal, certificateId, nowMs, subjects);
  return erasureCertificate({
    certificateId,
    erasedAtMs: nowMs,
    controller: ports.controller,
    erased,
    suppressed: subjects.length > 0,
    ledger: head === null ? null : { entries: head.sequence, head: head.hash },
    recipients: [...told].sort(),
  });
}

async function noticesOf(
  repositories: ErasureRepositories,
  { contactId, number }: SubjectKeys,
  erasure: { readonly erasureId: string; readonly erasedAtMs: number },
  ports: ErasurePorts,
): Promise<ReturnType<typeof noticesFor>> {
  const recipients = number === null ? [] : await repositories.readRecipients();
  if (number === null || recipients.length === 0) return [];
  const contact = contactId === null ? null : await repositories.readContact(contactId);
  return noticesFor(recipients, { contact, number }, erasure, ports);
}

async function resultOf(
  certificate: ErasureCertificate,
  { documents, language = 'en' }: ErasureInput,
  printer: DocumentPrinter,
): Promise<Omit<ErasureResult, 'compacted'>> {
  const { certificateId, erasedAt, found, suppressed, removed, cancelledMessages, recipients } = certificate;
  const name = `erasure-certificate-${certificateId}`;
  const print = () => printer.printCertificate(certificate, language);
  return {
    erasureId: certificateId,
    erasedAt,
    found,
    suppressed,
    removed: Object.fromEntries(removed.map(({ name, rows }) => [name, rows])),
    cancelledMessages,
    recipients,
    files: documents === undefined ? {} : await makeDocuments(name, certificate, { documents, language }, print),
  };
}

/** Removes what the database's files still hold of the erased; the erasure itself stands also where this fails. */
export async function compactStore(
  store: Pick<ErasureStore, 'compact' | 'isCompactionDue'>,
  log: Log,
): Promise<boolean> {
  try {
    if (await store.isCompactionDue()) await store.compact();
    return true;
  } catch (thrown) {
    log.warn('The store could not be compacted after an erasure; it is tried again', {
      code: toZgodaError(thrown).code,
    });
    return false;
  }
}

/** Before the commit: an erasure that was answered is in the journal, whatever happens. */
async function noteErasure(
  repositories: ErasureRecordStore,
  journal: ErasureJournal,
  erasureId: string,
  erasedAtMs: number,
  traces: readonly SubjectKeys[],
): Promise<void> {
  await repositories.appendErasure(erasureId, erasedAtMs);
  const subjects = traces.map(({ contactId, numberKey }) => ({ contactId, numberKey }));
  await journal.append({ erasureId, erasedAtMs, subjects });
}

function sum(left: ErasedRows, right: ErasedRows): ErasedRows {
  const rows = { ...left.rows };
  for (const [name, count] of Object.entries(right.rows) as [StoredTable, number][]) {
    rows[name] = (rows[name] ?? 0) + count;
  }
  return { rows, cancelledMessages: [...left.cancelledMessages, ...right.cancelledMessages] };
}
