import type { Controller } from '../config';
import type { Words } from '../shared/words';
import {
  dataInventory,
  retentionRules,
  type ColumnTags,
  type DataCategory,
  type StoredTable,
  type TableTags,
} from './dataInventory';
import { documentName } from './documents';
import type { SubjectKeys, SubjectRows } from './subjectStore';

/** A value as the JSON document holds it: times are ISO 8601 in UTC. */
export type ExportValue = string | number | boolean | null | { readonly [name: string]: unknown } | readonly unknown[];

/** One stored row, by the names of `ExportSection.fields`. */
export type ExportRecord = Readonly<Record<string, ExportValue>>;

/** All that one table holds on the person. */
export interface ExportSection {
  readonly name: string;
  readonly label: Words;
  readonly why: Words;
  readonly source: Words;
  readonly keptFor: Words;
  /** `shown`: whether the printed document has it too. */
  readonly fields: Readonly<Record<string, { label: Words; category: DataCategory; shown: boolean }>>;
  readonly records: readonly ExportRecord[];
}

/** A third party that got data of the person (Art. 15(1)(c)). */
export interface ExportRecipient {
  readonly name: string;
  readonly what: Words;
  /** When it first and last got something, ISO 8601; null where that is not known. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

/** Everything that is held on one person, in the form of the JSON document (GDPR Art. 15, 20). */
export interface ExportDocument {
  readonly schema: 'zgoda-subject-export';
  /** Grows with every change that a reader of the document must know of. */
  readonly schemaVersion: 1;
  /** UUIDv7. */
  readonly exportId: string;
  readonly exportedAt: string;
  readonly controller: Controller;
  readonly subject: { readonly number: string | null; readonly contactId: string | null };
  /** Whether anything is held. */
  readonly found: boolean;
  readonly sections: readonly ExportSection[];
  readonly recipients: readonly ExportRecipient[];
}

/** What an export document is made of. */
export interface ExportFacts extends Pick<ExportDocument, 'exportId' | 'controller'> {
  readonly exportedAtMs: number;
  readonly keys: SubjectKeys | null;
  readonly rows: SubjectRows | null;
  readonly recipients: readonly ExportRecipient[];
}

const tables = Object.entries(dataInventory) as [StoredTable, TableTags][];

/** Puts the rows of a person into the form of the document. */
export function exportDocument({
  exportId,
  exportedAtMs,
  controller,
  keys,
  rows,
  recipients,
}: ExportFacts): ExportDocument {
  const sections = tables
    .filter(([, { links }]) => links.length > 0)
    .map(([name, table]) => sectionOf(name, table, rows?.[name] ?? []));
  return {
    schema: 'zgoda-subject-export',
    schemaVersion: 1,
    exportId,
    exportedAt: new Date(exportedAtMs).toISOString(),
    controller,
    subject: { number: keys?.number ?? null, contactId: keys?.contactId ?? null },
    found: sections.some(({ records }) => records.length > 0),
    sections,
    recipients: [...operatorsOf(sections), ...recipients],
  };
}

function sectionOf(
  name: StoredTable,
  table: TableTags,
  rows: readonly Readonly<Record<string, unknown>>[],
): ExportSection {
  const columns = Object.entries(table.columns).filter(([, { export: shown }]) => shown !== 'omit');
  const fields = columns.map(([column, { label, category, export: shown }]) => [
    documentName(column),
    { label, category, shown: shown === 'both' },
  ]);
  return {
    name: documentName(name),
    label: table.label,
    why: table.why,
    source: table.source,
    keptFor: keptFor(table),
    fields: Object.fromEntries(fields) as ExportSection['fields'],
    records: rows.map((row) =>
      Object.fromEntries(columns.map(([column, { form }]) => [documentName(column), valueOf(row[column], form)])),
    ),
  };
}

/** The table's rule, then the values that have another one. */
function keptFor({ columns }: TableTags): Words {
  const [first, ...others] = Object.values(columns) as [ColumnTags, ...ColumnTags[]];
  const shorter = others.filter(({ retention, export: shown }) => retention !== first.retention && shown === 'both');
  const inWords = (language: keyof Words): string =>
    [
      retentionRules[first.retention][language],
      ...shorter.map(({ label, retention }) => `${label[language]}: ${retentionRules[retention][language]}`),
    ].join('; ');
  return { en: inWords('en'), pl: inWords('pl') };
}

function valueOf(stored: unknown, form: ColumnTags['form']): ExportValue {
  if (stored === null || stored === undefined) return null;
  switch (form) {
    case 'time':
      return new Date(Number(stored)).toISOString();
    case 'flag':
      return stored === 1;
    case 'json':
      return JSON.parse(String(stored)) as ExportValue;
    case 'plain':
      return stored as ExportValue;
  }
}

const carried: Words = {
  en: 'Phone number and text, to carry the messages',
  pl: 'Numer telefonu i treść, by przesłać wiadomości',
};

/** The operators that were given the person's messages, by the host of their account. */
function operatorsOf(sections: readonly ExportSection[]): ExportRecipient[] {
  const deliveries = sections.find(({ name }) => name === 'deliveries')?.records ?? [];
  const times = new Map<string, string[]>();
  for (const { route, submittedAt } of deliveries) {
    const operator = operatorOf(route);
    if (operator === null || typeof submittedAt !== 'string') continue;
    times.set(operator, [...(times.get(operator) ?? []), submittedAt].toSorted());
  }
  return [...times].map(([name, sorted]) => ({
    name,
    what: carried,
    firstAt: sorted.at(0) ?? null,
    lastAt: sorted.at(-1) ?? null,
  }));
}

/** The host in `smpp:id@host:port`: the account's name is nobody's business, and the simulator is no third party. */
function operatorOf(route: ExportValue | undefined): string | null {
  return typeof route === 'string' ? (/@(.+?)(?::\d+)?$/.exec(route)?.[1] ?? null) : null;
}
