import type { MadeFile } from '../shared/file';
import type { Language } from '../shared/words';
import type { ErasureCertificate } from './erasureCertificate';
import type { ExportDocument } from './exportDocument';

/** The forms that a document comes in: for machines (GDPR Art. 20), and for people (Art. 12(1)). */
export type DocumentForm = 'json' | 'pdf';

/** Which of them are wanted. */
export type DocumentChoice = DocumentForm | 'both';

/** What a caller may choose about documents. */
export interface DocumentWishes {
  readonly documents: DocumentChoice;
  /** Of the printed form; the other holds all languages. */
  readonly language: Language;
}

/** The documents that were made, by form. */
export type DocumentFiles = Readonly<Partial<Record<DocumentForm, MadeFile>>>;

/** Makes the printed form of documents: a PDF with its fonts embedded. */
export interface DocumentPrinter {
  printExport(document: ExportDocument, language: Language): Promise<Buffer>;
  printCertificate(certificate: ErasureCertificate, language: Language): Promise<Buffer>;
}

/** What a table or column is called in documents: `accepted_at_ms` is `acceptedAt`. */
export function documentName(stored: string): string {
  return stored.replace(/_ms$/, '').replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Puts a document into the forms that are wanted. `print` makes the printed one; `name` has no ending. */
export async function makeDocuments(
  name: string,
  document: object,
  { documents }: DocumentWishes,
  print: () => Promise<Buffer>,
): Promise<DocumentFiles> {
  const json = (): MadeFile => ({
    name: `${name}.json`,
    mediaType: 'application/json',
    content: Buffer.from(`${JSON.stringify(document, null, 2)}\n`, 'utf8'),
  });
  const pdf = async (): Promise<MadeFile> => ({
    name: `${name}.pdf`,
    mediaType: 'application/pdf',
    content: await print(),
  });
  return {
    ...(documents === 'pdf' ? {} : { json: json() }),
    ...(documents === 'json' ? {} : { pdf: await pdf() }),
  };
}
