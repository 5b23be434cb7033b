/** What is bundled apart and loaded with the first document that is printed. */
export { printExport } from './printedExport';
export { printCertificate } from './printedCertificate';
