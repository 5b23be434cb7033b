import type { Controller } from '../config';
import type { Contact, ContactStore } from '../contacts/contact';
import type { Clock } from '../shared/clock';
import { toZgodaError, ZgodaError } from '../shared/errors';
import type { IdSource } from '../shared/ids';
import type { Language } from '../shared/words';
import { failure, success, type Result } from '../shared/result';
import { makeDocuments, type DocumentFiles, type DocumentPrinter, type DocumentWishes } from './documents';
import { dataCategories } from './dataInventory';
import { exportDocument, type ExportDocument, type ExportRecipient } from './exportDocument';
import { findSubjects, type SubjectInput, type SubjectPorts } from './subject';
import { referenceFor } from './recipients/notices';
import type { Recipient, RecipientStore } from './recipients/recipientStore';
import type { SubjectRequestStore } from './subjectRequestStore';
import type { SubjectKeys, SubjectRows, SubjectStore } from './subjectStore';

/** Whose data to hand over, and how. */
export interface SubjectExportInput extends SubjectInput, DocumentWishes {}

/** What an export found; the data themselves are in its files alone. */
export interface SubjectExportResult {
  /** UUIDv7; it stands on both documents. */
  readonly exportId: string;
  /** ISO 8601, UTC. */
  readonly exportedAt: string;
  /** Whether anything is held. */
  readonly found: boolean;
  /** How many rows are held, by section of the document. */
  readonly records: Readonly<Record<string, number>>;
  readonly files: DocumentFiles;
}

/** Hands over what a store holds on people. */
export interface SubjectExports {
  export(inputs: readonly SubjectExportInput[]): Promise<Result<SubjectExportResult>[]>;
}

/** What exports need from outside. */
export interface SubjectExportPorts extends SubjectPorts {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly printer: DocumentPrinter;
  readonly controller: Controller;
}

/** What exports work on. */
export type ExportStore = SubjectStore &
  ContactStore &
  Pick<SubjectRequestStore, 'answerRequestsOf'> &
  Pick<RecipientStore, 'readRecipients'>;

/**
 * The exports of a store, one person an input. A person on whom nothing is held gets a document that says so. An e-mail
 * address that several contacts share is refused: their data may belong to different people (GDPR Art. 15(4)).
 */
export function createSubjectExports(store: ExportStore, ports: SubjectExportPorts): SubjectExports {
  return {
    async export(inputs) {
      const results: Result<SubjectExportResult>[] = [];
      for (const input of inputs) results.push(await exportOne(store, input, ports));
      return results;
    },
  };
}

const answered = ['access', 'portability'] as const;

async function exportOne(
  store: ExportStore,
  input: SubjectExportInput,
  ports: SubjectExportPorts,
): Promise<Result<SubjectExportResult>> {
  try {
    const keys = await theSubject(store, input, ports);
    const rows = keys === null ? null : await store.readSubject(keys);
    const document = exportDocument({
      exportId: ports.ids.next(),
      exportedAtMs: ports.clock.nowMs(),
      controller: ports.controller,
      keys,
      rows,
      recipients: rows === null ? [] : recipientsOf(rows, await store.readRecipients()),
    });
    const result = await resultOf(document, input, ports.printer);
    if (keys !== null) await store.answerRequestsOf(keys, answered, result.exportId, ports.clock.nowMs());
    return success(result);
  } catch (thrown) {
    const error = toZgodaError(thrown);
    if (error.kind !== 'input') throw error;
    return failure(error);
  }
}

/** The registered third parties that were given the contact's data. */
function recipientsOf({ contacts: [contact] }: SubjectRows, recipients: readonly Recipient[]): ExportRecipient[] {
  if (contact === undefined) return [];
  const attributes = JSON.parse(String(contact['attributes'])) as Contact['attributes'];
  const person = { contact: { attributes }, number: String(contact['number']) };
  const concerned = recipients.filter((recipient) => referenceFor(recipient, person) !== null);
  return concerned.map(({ name, categories }) => {
    const inWords = (language: Language): string => categories.map((each) => dataCategories[each][language]).join(', ');
    return { name, what: { en: inWords('en'), pl: inWords('pl') }, firstAt: null, lastAt: null };
  });
}

async function theSubject(
  store: ContactStore,
  input: SubjectExportInput,
  ports: SubjectExportPorts,
): Promise<SubjectKeys | null> {
  const found = await findSubjects(store, input, ports);
  if (found.length > 1) throw new ZgodaError('subject_ambiguous', { count: found.length });
  return found[0] ?? null;
}

async function resultOf(
  document: ExportDocument,
  wishes: DocumentWishes,
  printer: DocumentPrinter,
): Promise<SubjectExportResult> {
  const { exportId, exportedAt, found, sections } = document;
  return {
    exportId,
    exportedAt,
    found,
    records: Object.fromEntries(sections.map((section) => [section.name, section.records.length])),
    files: await makeDocuments(`personal-data-${exportId}`, document, wishes, () =>
      printer.printExport(document, wishes.language),
    ),
  };
}
