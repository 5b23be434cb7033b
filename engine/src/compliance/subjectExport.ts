import type { Controller } from '../config';
import type { ContactStore } from '../contacts/contact';
import type { Clock } from '../shared/clock';
import { toZgodaError, ZgodaError } from '../shared/errors';
import type { IdSource } from '../shared/ids';
import { failure, success, type Result } from '../shared/result';
import { makeDocuments, type DocumentFiles, type DocumentPrinter, type DocumentWishes } from './documents';
import { exportDocument, type ExportDocument } from './exportDocument';
import { findSubjects, type SubjectInput, type SubjectPorts } from './subject';
import type { SubjectRequestStore } from './subjectRequestStore';
import type { SubjectKeys, SubjectStore } from './subjectStore';

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
export type ExportStore = SubjectStore & ContactStore & Pick<SubjectRequestStore, 'answerRequestsOf'>;

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
    const document = exportDocument({
      exportId: ports.ids.next(),
      exportedAtMs: ports.clock.nowMs(),
      controller: ports.controller,
      keys,
      rows: keys === null ? null : await store.readSubject(keys),
      recipients: [],
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
