import type { DocumentPrinter } from '../compliance/documents';

/** What printing needs from outside. */
export interface PrinterPorts {
  /** IANA zone in which printed documents show times. */
  readonly zone: string;
}

/** Prints documents as PDF. The PDF library and the fonts are loaded with the first document. */
export function createDocumentPrinter({ zone }: PrinterPorts): DocumentPrinter {
  return {
    async printExport(document, language) {
      const { printExport } = await import('./printing');
      return printExport(document, { language, zone });
    },
    async printCertificate(certificate, language) {
      const { printCertificate } = await import('./printing');
      return printCertificate(certificate, { language, zone });
    },
  };
}
