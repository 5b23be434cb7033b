import type { SeededRandom } from './seededRandom.mts';

/** A number that a regulator reserves for fiction. */
export interface FictionNumber {
  /** E.164. */
  readonly number: string;
  readonly country: 'GB' | 'FR' | 'US' | 'CA';
}

const areaCodes = {
  US: ['212', '312', '415', '718', '773', '313', '716'],
  CA: ['416', '514', '604', '418', '204'],
} as const;

/**
 * Matches the numbers that nobody can have: Ofcom's mobile range for drama (07700 900000 to 900999), ARCEP's for
 * audiovisual works (06 39 98 xx xx), NANPA's fictional lines (555-0100 to 555-0199).
 */
export const fictionRange = /^\+(?:447700900\d{3}|3363998\d{4}|1[2-9]\d{2}55501\d{2})$/;

/** A supply of distinct fiction numbers, in a shuffled order for each country. */
export function createFictionNumbers(random: SeededRandom): (country: FictionNumber['country']) => FictionNumber {
  const digits = (count: number, width: number): string[] =>
    Array.from({ length: count }, (_, line) => String(line).padStart(width, '0'));
  const lines = (codes: readonly string[]): string[] =>
    codes.flatMap((code) => digits(100, 2).map((line) => `+1${code}55501${line}`));
  const stock = {
    GB: random.shuffle(digits(1_000, 3).map((line) => `+447700900${line}`)),
    FR: random.shuffle(digits(10_000, 4).map((line) => `+3363998${line}`)),
    US: random.shuffle(lines(areaCodes.US)),
    CA: random.shuffle(lines(areaCodes.CA)),
  };
  return (country) => {
    const number = stock[country].pop();
    if (number === undefined) throw new Error(`no fiction numbers left for ${country}`);
    return { number, country };
  };
}

/** The ways in which people write a number: the country column tells what a national one means. */
export function waysToWrite({ number, country }: FictionNumber): string[] {
  return country === 'GB' ? britishWays(number) : country === 'FR' ? frenchWays(number) : americanWays(number);
}

function britishWays(number: string): string[] {
  const line = number.slice(-3);
  return [
    number,
    `+44 7700 900${line}`,
    `07700 900${line}`,
    `07700900${line}`,
    `07700-900-${line}`,
    `(07700) 900${line}`,
    `0044 7700 900${line}`,
    `+44 (0)7700 900${line}`,
    `+44.7700.900.${line}`,
    ` 07700 900 ${line} `,
  ];
}

function frenchWays(number: string): string[] {
  const [, first, second] = /(\d{2})(\d{2})$/.exec(number) ?? [];
  return [
    number,
    `+33 6 39 98 ${first} ${second}`,
    `06 39 98 ${first} ${second}`,
    `06.39.98.${first}.${second}`,
    `063998${first}${second}`,
    `0033 6 39 98 ${first} ${second}`,
    `+33 (0)6 39 98 ${first} ${second}`,
    `06-39-98-${first}-${second}`,
  ];
}

function americanWays(number: string): string[] {
  const area = number.slice(2, 5);
  const line = number.slice(-4);
  return [
    number,
    `(${area}) 555-${line}`,
    `${area}-555-${line}`,
    `${area}.555.${line}`,
    `+1 ${area} 555 ${line}`,
    `1-${area}-555-${line}`,
    `${area} 555 ${line}`,
  ];
}

/** Forty different cells that no text can be sent to, and that hold no number of a real person. */
export const unusablePhones: readonly string[] = [
  ...['', '-', '--', '?', '???', 'n/a', 'N/A', 'na', 'none', 'None', 'brak', 'nie ma', 'unknown', 'aucun', '#ERROR!'],
  ...['ask her brother', 'same as Marek', 'jan@jarzebina.example', 'see notes', '4.477E+11', '000000000000'],
  ...['07700 9OO I23', 'O77OO 9OO 456', '07700 900 abc', '+44 seven seven double-oh'],
  ...['07700', '07700 900', '555-01', '+44 7700', '+1 212 555 01', '0639', '+33 6 39', '+', '0044'],
  ...['07700 900123 900124 900125', '+44 7700 900 123 456 789', '+33 6 39 98 12 34 56 78 90'],
  ...['07700 900456 / 07700 900457', '06 39 98 12 34, 06 39 98 12 35', '(212) 555-0123 or (212) 555-0124'],
];
