import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import PdfDocument from 'pdfkit';
import type { Language } from '../shared/words';

/** What stands on every page, and in the file's properties. */
export interface SheetFrame {
  readonly title: string;
  readonly author: string | null;
  readonly madeAtMs: number;
  readonly language: Language;
  /** At the foot of each page, before its number. */
  readonly foot: string;
}

/** A4 pages that are written from top to bottom. */
export interface Sheet {
  title(text: string, subtitle: string): void;
  heading(text: string): void;
  /** Keeps the next lines with the one before: a new page starts unless `height` points are left. */
  need(height: number): void;
  paragraph(text: string): void;
  small(text: string): void;
  strong(text: string): void;
  /** Labels at the left, values beside them. */
  facts(facts: readonly (readonly [label: string, value: string])[]): void;
  rule(): void;
  gap(points: number): void;
  /** Numbers the pages and ends the file. */
  end(): Promise<Buffer>;
}

/** IBM Plex Sans (OFL 1.1): Latin, Greek and Cyrillic letters. They lie beside this file, and beside the bundle. */
const fonts = { regular: 'IBMPlexSans-Regular.ttf', strong: 'IBMPlexSans-SemiBold.ttf' } as const;

const margin = 56;
const labelWidth = 150;
const labelGap = 12;
const ink = '#1f2937';
const faint = '#6b7280';
const line = '#d1d5db';
const accent = '#0f766e';

/** An empty sheet. */
export function createSheet({ title, author, madeAtMs, language, foot }: SheetFrame): Sheet {
  const regular = readFileSync(join(__dirname, 'fonts', fonts.regular));
  const pdf = new PdfDocument({
    size: 'A4',
    margins: { top: margin, left: margin, right: margin, bottom: margin + 12 },
    bufferPages: true,
    // Without a font of our own, pdfkit looks for the metrics of Helvetica in a file that the bundle does not have.
    font: regular as unknown as string,
    lang: language,
    displayTitle: true,
    pdfVersion: '1.7',
    info: {
      Title: title,
      ...(author === null ? {} : { Author: author }),
      Creator: 'Zgoda',
      Producer: 'Zgoda',
      CreationDate: new Date(madeAtMs),
      ModDate: new Date(madeAtMs),
    },
  });
  pdf.registerFont('regular', regular);
  pdf.registerFont('strong', readFileSync(join(__dirname, 'fonts', fonts.strong)));

  const chunks: Buffer[] = [];
  const ended = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });

  const width = pdf.page.width - 2 * margin;
  const bottom = (): number => pdf.page.height - pdf.page.margins.bottom;

  function write(text: string, font: keyof typeof fonts, size: number, colour: string): void {
    pdf.font(font).fontSize(size).fillColor(colour).text(writable(pdf, text), margin, pdf.y, { width, lineGap: 1.5 });
  }

  function need(height: number): void {
    if (pdf.y + height > bottom()) pdf.addPage();
  }

  function fact(label: string, value: string): void {
    const valueWidth = width - labelWidth - labelGap;
    const shown = writable(pdf, value);
    pdf.font('regular').fontSize(9.5);
    const labelHeight = pdf.heightOfString(label, { width: labelWidth });
    need(Math.max(labelHeight, Math.min(pdf.heightOfString(shown, { width: valueWidth }), 120)));
    const top = pdf.y;
    pdf.fillColor(faint).text(label, margin, top, { width: labelWidth });
    const belowLabel = pdf.y;
    pdf.fillColor(ink).text(shown, margin + labelWidth + labelGap, top, { width: valueWidth });
    // A value that ran on to the next page ends below its label.
    pdf.y = (pdf.y < top ? pdf.y : Math.max(pdf.y, belowLabel)) + 2.5;
  }

  return {
    title(text, subtitle) {
      write(text, 'strong', 20, accent);
      pdf.y += 2;
      write(subtitle, 'regular', 10.5, faint);
      pdf.y += 12;
    },
    heading(text) {
      need(72);
      pdf.y += 12;
      write(text, 'strong', 13, accent);
      pdf.y += 4;
    },
    need,
    paragraph: (text) => write(text, 'regular', 9.5, ink),
    small: (text) => write(text, 'regular', 8.5, faint),
    strong: (text) => write(text, 'strong', 9.5, ink),
    facts(facts) {
      for (const [label, value] of facts) fact(label, value);
    },
    rule() {
      pdf.y += 3;
      pdf
        .moveTo(margin, pdf.y)
        .lineTo(margin + width, pdf.y)
        .lineWidth(0.5)
        .strokeColor(line)
        .stroke();
      pdf.y += 5;
    },
    gap(points) {
      pdf.y += points;
    },
    async end() {
      const { start, count } = pdf.bufferedPageRange();
      for (let page = 0; page < count; page += 1) {
        pdf.switchToPage(start + page);
        // The foot lies in the margin, where a text would otherwise start a new page.
        pdf.page.margins.bottom = 0;
        pdf.font('regular').fontSize(8).fillColor(faint);
        const top = pdf.page.height - margin + 8;
        pdf.text(foot, margin, top, { width, lineBreak: false });
        pdf.text(`${page + 1} / ${count}`, margin, top, { width, align: 'right', lineBreak: false });
      }
      pdf.end();
      return ended;
    },
  };
}

/** Characters that the font lacks are written as their code point: nothing is left out without a sign. */
function writable(pdf: PDFKit.PDFDocument, text: string): string {
  const font = (pdf as unknown as { readonly _font?: { readonly font?: GlyphSet } })._font?.font;
  return Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\n' || font === undefined || font.hasGlyphForCodePoint(code)) return character;
    return /\s/u.test(character) ? ' ' : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  }).join('');
}

interface GlyphSet {
  hasGlyphForCodePoint(code: number): boolean;
}
