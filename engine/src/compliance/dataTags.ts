import type { Words } from '../shared/words';
import type { PurgeRule } from './retentionStore';

/** What a value says of a person (GDPR Art. 15(1)(b)); `none`: nothing. */
export type DataCategory = 'identity' | 'contact' | 'profile' | 'consent' | 'message' | 'reply' | 'technical' | 'none';

/** Where a value is shown to its person: in both documents, in the JSON alone, or not at all. */
export type ExportAction = 'both' | 'json' | 'omit';

/** What an erasure does to a value: its row is deleted, it is set to null, or it stays. */
export type EraseAction = 'delete' | 'blank' | 'keep';

/** How long a value is kept; `retentionRules` has the words. */
export type RetentionRule = PurgeRule | 'contact' | 'proof' | 'objection' | 'operation';

/**
 * How a column leads to its person: it holds a contact id, the number's keyed hash, or a key of a message of theirs. `byBlock`:
 * the index has a part for each block of the table's sequence.
 */
export type PersonLink =
  | { readonly by: 'contact'; readonly column: string; readonly byBlock?: true }
  /** `whereNull`: only rows in which this column is null, because the index covers no others. */
  | { readonly by: 'number'; readonly column: string; readonly whereNull?: string; readonly byBlock?: true }
  /** Followed by exports only: what an erasure blanks is found by the links above. */
  | { readonly by: 'message'; readonly column: string; readonly key: 'id' | 'sequence' };

/** The tags of a column. */
export interface ColumnTags {
  readonly category: DataCategory;
  readonly label: Words;
  readonly export: ExportAction;
  readonly erase: EraseAction;
  readonly retention: RetentionRule;
  /** How the value is stored, where its name does not say it (`_ms` is a time). */
  readonly form: 'plain' | 'time' | 'flag' | 'json';
}

/** The tags of a table. `links` is empty where the table holds nothing on persons. */
export interface TableTags<Column extends string = string> {
  readonly label: Words;
  /** Why the data is held (Art. 15(1)(a)). */
  readonly why: Words;
  /** Where it comes from (Art. 15(1)(g)). */
  readonly source: Words;
  readonly links: readonly PersonLink[];
  readonly columns: Readonly<Record<Column, ColumnTags>>;
}

/** A text in both languages. */
export const words = (en: string, pl: string): Words => ({ en, pl });

/** The retention rules in words (Art. 15(1)(d)). */
export const retentionRules: Readonly<Record<RetentionRule, Words>> = {
  contact: words(
    'until you ask for erasure, or you are no longer a contact',
    'do żądania usunięcia lub usunięcia kontaktu',
  ),
  messages: words('until the period set for messages ends', 'do końca okresu ustawionego dla wiadomości'),
  replies: words('until the period set for replies ends', 'do końca okresu ustawionego dla odpowiedzi'),
  events: words('until the period set for events ends', 'do końca okresu ustawionego dla zdarzeń'),
  receipts: words(
    'until the period set for the operator’s numbers ends',
    'do końca okresu ustawionego dla numerów operatora',
  ),
  signUps: words('until the period set for sign-up requests ends', 'do końca okresu ustawionego dla próśb o zapis'),
  proof: words(
    'as long as a claim may have to be answered (GDPR Art. 17(3)(e)); after an erasure without your data',
    'tak długo, jak mogą być dochodzone roszczenia (art. 17 ust. 3 lit. e RODO); po usunięciu bez Twoich danych',
  ),
  objection: words(
    'as long as texts are sent, so that your objection is respected (GDPR Art. 21(3))',
    'tak długo, jak wysyłane są SMS-y, by respektować Twój sprzeciw (art. 21 ust. 3 RODO)',
  ),
  operation: words('as long as the system runs', 'tak długo, jak działa system'),
};

/** The categories in words. */
export const dataCategories: Readonly<Record<DataCategory, Words>> = {
  identity: words('Identity', 'Tożsamość'),
  contact: words('Contact details', 'Dane kontaktowe'),
  profile: words('Profile', 'Profil'),
  consent: words('Consents and objections', 'Zgody i sprzeciwy'),
  message: words('Messages to you', 'Wiadomości do Ciebie'),
  reply: words('Messages from you', 'Wiadomości od Ciebie'),
  technical: words('Technical data', 'Dane techniczne'),
  none: words('Not about a person', 'Nie dotyczy osoby'),
};

/** What holds for all columns of a table. */
export interface TableFacts {
  readonly label: Words;
  readonly why: Words;
  readonly source: Words;
  readonly links: readonly PersonLink[];
  readonly erase: EraseAction;
  readonly retention: RetentionRule;
}

/** The tags of a column that are not its table's. */
export type ColumnFacts = Pick<ColumnTags, 'category' | 'label'> & Partial<ColumnTags>;

/** A table whose columns are erased and kept alike, but for those that say otherwise. */
export function table<Column extends string>(
  { erase, retention, ...facts }: TableFacts,
  columns: Readonly<Record<Column, ColumnFacts>>,
): TableTags<Column> {
  const tagged = Object.entries<ColumnFacts>(columns).map(([name, own]): [string, ColumnTags] => [
    name,
    { export: own.category === 'technical' ? 'json' : 'both', erase, retention, form: formOf(name), ...own },
  ]);
  return { ...facts, columns: Object.fromEntries(tagged) as Record<Column, ColumnTags> };
}

const formOf = (column: string): ColumnTags['form'] => (column.endsWith('_ms') ? 'time' : 'plain');

/** A table that holds nothing on persons. */
export function impersonal<Column extends string>(
  en: string,
  pl: string,
  columns: readonly Column[],
): TableTags<Column> {
  const facts: TableFacts = {
    label: words(en, pl),
    why: words('It runs the system.', 'Służy działaniu systemu.'),
    source: words('The system itself.', 'Sam system.'),
    links: [],
    erase: 'keep',
    retention: 'operation',
  };
  const column = (name: Column): [Column, ColumnFacts] => [
    name,
    { category: 'none', label: words(name, name), export: 'omit' },
  ];
  return table(facts, Object.fromEntries(columns.map(column)) as Record<Column, ColumnFacts>);
}

/** A column's category and words, with what differs from its table. */
export const as = (category: DataCategory, en: string, pl: string, own: Partial<ColumnTags> = {}): ColumnFacts => ({
  category,
  label: words(en, pl),
  ...own,
});

/** Not shown to the person: it would show them nothing. */
export const omit = { export: 'omit' } as const;
/** Set to null when the person is erased. */
export const blank = { erase: 'blank' } as const;
