import type { ExportDocument, ExportRecord, ExportSection } from '../compliance/exportDocument';
import { dataCategories } from '../compliance/dataInventory';
import type { Language } from '../shared/words';
import { createValueWriter, type ValueWriter } from './documentWords';
import { exportWords as words } from './exportWords';
import { createSheet, type Sheet } from './sheet';

/** In which language and zone a document is printed. */
export interface PrintOptions {
  readonly language: Language;
  /** IANA. */
  readonly zone: string;
}

/** The copy of a person's data for that person to read (GDPR Art. 12(1), 15(3)), as a PDF. */
export async function printExport(document: ExportDocument, { language, zone }: PrintOptions): Promise<Buffer> {
  const writer = createValueWriter(language, zone);
  const { text } = writer;
  const sheet = createSheet({
    title: text(words.title),
    author: document.controller.name,
    madeAtMs: Date.parse(document.exportedAt),
    language,
    foot: `${text(words.foot)} ${document.exportId}`,
  });
  sheet.title(text(words.title), text(words.subtitle));
  printHead(sheet, document, writer, zone);
  const held = document.sections.filter(({ records }) => records.length > 0);
  printOverview(sheet, held, writer);
  const deliveries = deliveriesByMessage(document);
  for (const section of held.filter(isPrinted)) printSection(sheet, section, deliveries, writer);
  printRecipients(sheet, document, writer);
  printRights(sheet, document, writer);
  return sheet.end();
}

function printHead(
  sheet: Sheet,
  { exportId, exportedAt, controller, subject }: ExportDocument,
  writer: ValueWriter,
  zone: string,
): void {
  const { text, time } = writer;
  const contact = [controller.address, controller.email, controller.phone].filter((each) => each !== null);
  sheet.facts([
    [text(words.about), subject.number ?? subject.contactId ?? text(words.nobody)],
    [text(words.controller), controller.name ?? text(words.controllerUnknown)],
    ...(contact.length === 0 ? [] : [[text(words.controllerContact), contact.join(', ')] as const]),
    [text(words.preparedAt), `${time(exportedAt)} (${zone})`],
    [text(words.number), exportId],
  ]);
}

function printOverview(sheet: Sheet, held: readonly ExportSection[], { text }: ValueWriter): void {
  sheet.heading(text(words.overview));
  if (held.length === 0) return sheet.paragraph(text(words.nothing));
  sheet.paragraph(text(words.completeness));
  sheet.gap(5);
  sheet.facts(
    held.map((section) => {
      const { records, label } = section;
      const categories = new Set(Object.values(section.fields).map(({ category }) => text(dataCategories[category])));
      const isShown = isPrinted(section) || section.name === 'deliveries';
      const where = isShown ? '' : ` ${text(words.jsonOnly)}`;
      return [text(label), `${records.length}: ${[...categories].join(', ')}${where}`] as const;
    }),
  );
}

/** Deliveries are printed with their messages; what is technical throughout stands in the JSON document alone. */
function isPrinted({ name, fields }: ExportSection): boolean {
  return name !== 'deliveries' && Object.values(fields).some(({ shown }) => shown);
}

type Deliveries = ReadonlyMap<unknown, ExportRecord>;

function deliveriesByMessage({ sections }: ExportDocument): Deliveries {
  const records = sections.find(({ name }) => name === 'deliveries')?.records ?? [];
  return new Map(records.map((record) => [record['messageSequence'], record]));
}

function printSection(sheet: Sheet, section: ExportSection, deliveries: Deliveries, writer: ValueWriter): void {
  const { text } = writer;
  sheet.heading(text(section.label));
  sheet.small(`${text(words.why)} ${text(section.why)}  ${text(words.source)} ${text(section.source)}`);
  sheet.small(`${text(words.keptFor)} ${text(section.keptFor)}.`);
  for (const record of inOrder(section)) {
    const facts = factsOf(section, record, deliveries, writer);
    sheet.need(Math.min(facts.length, 12) * 17);
    sheet.rule();
    sheet.facts(facts);
  }
}

/** By the first time that a record has, oldest first. */
function inOrder({ records }: ExportSection): ExportRecord[] {
  const timeOf = (record: ExportRecord): string => {
    const time = Object.entries(record).find(
      ([name, value]) => /(At|Since)$|^since$/.test(name) && value !== null,
    )?.[1];
    return typeof time === 'string' ? time : '';
  };
  return records.toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1));
}

type Fact = readonly [label: string, value: string];

function factsOf(section: ExportSection, record: ExportRecord, deliveries: Deliveries, writer: ValueWriter): Fact[] {
  const shown = Object.entries(section.fields).filter(([name, field]) => field.shown && record[name] !== null);
  const own = shown.flatMap(([name, { label }]) => factsOfValue(name, writer.text(label), record[name], writer));
  if (section.name !== 'messages') return own;
  const delivery = deliveries.get(record['sequence']);
  if (delivery === undefined) return own;
  const known = (['state', 'reason', 'submittedAt', 'finalAt'] as const).filter((name) => delivery[name] !== null);
  return [...own, ...known.map((name): Fact => [writer.text(words[name]), writer.value(delivery[name])])];
}

/** A proof and further details are objects: each of their parts is a fact. */
function factsOfValue(name: string, label: string, value: unknown, writer: ValueWriter): Fact[] {
  if (typeof value !== 'object' || value === null) return [[label, writer.value(value)]];
  const parts = name === 'body' ? ((value as { proof?: object }).proof ?? value) : value;
  return Object.entries(parts)
    .filter(([, part]) => part !== null && part !== '')
    .map(([part, given]): Fact => [name === 'body' ? writer.proofPart(part) : part, writer.value(given)]);
}

function printRecipients(sheet: Sheet, { recipients }: ExportDocument, writer: ValueWriter): void {
  const { text, time } = writer;
  sheet.heading(text(words.recipients));
  if (recipients.length === 0) return sheet.paragraph(text(words.noRecipients));
  sheet.facts(
    recipients.map(({ name, what, firstAt, lastAt }) => {
      const when = firstAt === null || lastAt === null ? '' : `; ${time(firstAt)} – ${time(lastAt)}`;
      return [name, `${text(what)}${when}`] as const;
    }),
  );
}

function printRights(sheet: Sheet, { controller }: ExportDocument, { text }: ValueWriter): void {
  sheet.heading(text(words.rights));
  for (const right of words.rightsList) {
    sheet.paragraph(text(right));
    sheet.gap(3);
  }
  if (controller.policyUrl !== null) sheet.paragraph(`${text(words.policy)} ${controller.policyUrl}`);
}
