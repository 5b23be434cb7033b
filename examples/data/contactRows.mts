import { cities, consentOrigins, groupCells, nameLists, wordings, type NameList } from './people.mts';
import { createFictionNumbers, unusablePhones, waysToWrite, type FictionNumber } from './phoneNumbers.mts';
import { createSeededRandom, type SeededRandom } from './seededRandom.mts';

/** The columns of the sample file, in order. */
export const columns = [
  'first_name',
  'last_name',
  'phone',
  'country',
  'language',
  'birth_date',
  'city',
  'groups',
  'consent',
  'consent_wording',
  'consent_method',
  'consent_source',
  'consent_at',
] as const;

/** One row of the sample file. */
export type ContactCells = Readonly<Record<(typeof columns)[number], string>>;

/** What a marketing campaign over the file must make of a row. */
export type Fate =
  'accepted' | 'duplicate' | 'invalid_number' | 'no_consent' | 'refused' | 'withdrawn' | 'minor_without_guardian';

/** A row with what it is there to show. */
export interface ContactRow {
  readonly cells: ContactCells;
  readonly fate: Fate;
  /** E.164; null for an unusable one. */
  readonly number: string | null;
}

/** How many rows there are of each fate. */
export const fateCounts: Readonly<Record<Fate, number>> = {
  accepted: 780,
  duplicate: 60,
  invalid_number: 40,
  no_consent: 50,
  refused: 22,
  withdrawn: 28,
  minor_without_guardian: 20,
};

/** The rows of the sample file: the same on every machine. A duplicate comes after the row that it repeats. */
export function makeContactRows(): ContactRow[] {
  const random = createSeededRandom(20_261_123);
  const nextNumber = createFictionNumbers(random);
  const people: ContactRow[] = [];
  for (const fate of Object.keys(fateCounts) as Fate[]) {
    if (fate === 'duplicate') continue;
    for (let made = 0; made < fateCounts[fate]; made += 1) people.push(makeRow(fate, made, random, nextNumber));
  }
  const rows = random.shuffle(people);
  for (let made = 0; made < fateCounts.duplicate; made += 1) insertDuplicate(rows, made, random);
  return rows;
}

function makeRow(
  fate: Fate,
  made: number,
  random: SeededRandom,
  nextNumber: (country: FictionNumber['country']) => FictionNumber,
): ContactRow {
  const names = pickNames(random);
  const country = random.pick(['GB', 'GB', 'GB', 'GB', 'GB', 'FR', 'FR', 'US', 'US', 'CA'] as const);
  const phone = fate === 'invalid_number' ? null : nextNumber(country);
  return {
    fate,
    number: phone?.number ?? null,
    cells: {
      first_name: random.pick(names.firstNames),
      last_name: random.pick(names.lastNames),
      phone: phone === null ? (unusablePhones[made] as string) : random.pick(waysToWrite(phone)),
      country,
      language: names.language,
      birth_date: birthDate(fate, random),
      city: random.pick(cities[country] as readonly string[]),
      groups: random.pick(groupCells),
      ...consentCells(fate, names.language, random),
    },
  };
}

function pickNames(random: SeededRandom): NameList {
  let left = random.below(nameLists.reduce((sum, list) => sum + list.weight, 0));
  return nameLists.find((list) => (left -= list.weight) < 0) as NameList;
}

function birthDate(fate: Fate, random: SeededRandom): string {
  if (fate === 'minor_without_guardian') return day(2_017 + random.below(3), random);
  return random.below(4) === 0 ? '' : day(1_941 + random.below(67), random);
}

function day(year: number, random: SeededRandom): string {
  return `${year}-${twoDigits(1 + random.below(12))}-${twoDigits(1 + random.below(28))}`;
}

type ConsentCells = Pick<
  ContactCells,
  'consent' | 'consent_wording' | 'consent_method' | 'consent_source' | 'consent_at'
>;

const noDecision: ConsentCells = {
  consent: '',
  consent_wording: '',
  consent_method: '',
  consent_source: '',
  consent_at: '',
};

function consentCells(fate: Fate, language: string, random: SeededRandom): ConsentCells {
  const consent_at = `${day(2_025, random)}T${twoDigits(8 + random.below(12))}:${twoDigits(random.below(60))}:00Z`;
  const origin = random.pick(consentOrigins);
  const asked = { consent_wording: wordings[language] as string, consent_source: origin.source, consent_at };
  switch (fate) {
    case 'no_consent':
      return noDecision;
    case 'refused':
      return { ...asked, consent: 'refuse', consent_method: origin.method };
    case 'withdrawn':
      return { consent: 'withdraw', consent_wording: '', ...random.pick(withdrawals), consent_at };
    default:
      return { ...asked, consent: 'grant', consent_method: origin.method };
  }
}

const withdrawals = [
  { consent_method: 'sms', consent_source: 'Reply STOP' },
  { consent_method: 'phone', consent_source: 'Telephone order desk' },
  { consent_method: 'link', consent_source: 'https://jarzebina.example/stop' },
];

/** Repeats an accepted row further down: every third one as it is, the others as another list would hold them. */
function insertDuplicate(rows: ContactRow[], made: number, random: SeededRandom): void {
  const originals = rows.flatMap((row, at) => (row.fate === 'accepted' && at < rows.length - 1 ? [at] : []));
  const position = random.pick(originals);
  const original = rows[position] as ContactRow;
  const exact = made % 3 === 0;
  const copy: ContactRow = {
    ...original,
    fate: 'duplicate',
    cells: exact ? original.cells : rewrite(original, made, random),
  };
  rows.splice(position + 1 + random.below(rows.length - position), 0, copy);
}

function rewrite({ cells, number }: ContactRow, made: number, random: SeededRandom): ContactCells {
  const country = cells.country as FictionNumber['country'];
  const others = waysToWrite({ number: number as string, country }).filter((way) => way !== cells.phone);
  return {
    ...cells,
    phone: random.pick(others),
    first_name: withoutDiacritics(cells.first_name),
    last_name: made % 2 === 0 ? cells.last_name.toLocaleUpperCase('pl') : withoutDiacritics(cells.last_name),
    groups: random.pick(groupCells),
    ...(made % 3 === 1 ? noDecision : {}),
  };
}

function withoutDiacritics(name: string): string {
  return name.replaceAll('ł', 'l').replaceAll('Ł', 'L').normalize('NFD').replace(/\p{M}/gu, '');
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** The rows as a CSV file (RFC 4180, but with bare line feeds), in UTF-8 once written. */
export function toCsv(rows: readonly ContactRow[]): string {
  const lines = rows.map(({ cells }) => columns.map((column) => quote(cells[column])).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

function quote(cell: string): string {
  return /[",\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
