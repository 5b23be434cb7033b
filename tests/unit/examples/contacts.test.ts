import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { columns, fateCounts, makeContactRows, toCsv } from '../../../examples/data/contactRows.mts';
import { parsePhoneNumber } from '../../../engine/src/contacts/phoneNumber';
import { ZgodaError } from '../../../engine/src/shared/errors';
import { fictionRange, unusablePhones } from '../../../examples/data/phoneNumbers.mts';

const file = readFileSync(join(__dirname, '../../../examples/data/contacts.csv'), 'utf8');
const rows = makeContactRows();

/** Reads one cell of the file as a person would: its own digits, and the prefix of the row's country. */
function toInternational(written: string, country: string): string {
  const cell = written.trim().replace('(0)', '').replace(/^00/, '+');
  const digits = cell.replace(/\D/g, '');
  if (cell.startsWith('+')) return `+${digits}`;
  if (country === 'GB') return `+44${digits.slice(1)}`;
  if (country === 'FR') return `+33${digits.slice(1)}`;
  return digits.length === 11 ? `+${digits}` : `+1${digits}`;
}

describe('examples/data/contacts.csv', () => {
  test('is what its generator writes, 1,000 rows', () => {
    expect(file).toBe(toCsv(rows));
    expect(rows).toHaveLength(1_000);
    expect(file.split('\n')[0]).toBe(columns.join(','));
  });

  test('holds only numbers of fiction ranges, and cells that are no number at all', () => {
    for (const { cells, number } of rows) {
      if (number === null) {
        expect(unusablePhones).toContain(cells.phone);
      } else {
        expect(number).toMatch(fictionRange);
        expect(toInternational(cells.phone, cells.country)).toBe(number);
      }
    }
  });

  test('has no two unusable cells alike, so that each is a row of its own in a campaign', () => {
    expect(new Set(rows.flatMap(({ cells, number }) => (number === null ? [cells.phone] : []))).size).toBe(40);
  });

  test('holds no run of digits, in an unusable cell either, that could be the number of a real person', () => {
    const fictionStarts = /^(?:0|44|0044)?7700(?:9|23$)|^(?:0|33|0033)?63998|^1?21255501|^0+$/;
    for (const cell of unusablePhones) {
      const digits = cell.replace(/\D/g, '');
      if (digits.length >= 7) expect(digits).toMatch(fictionStarts);
    }
  });

  test('is read by the engine as it is meant: each number, and no unusable cell', () => {
    for (const { cells, number } of rows) {
      const read = () => parsePhoneNumber(cells.phone, cells.country).number;
      if (number === null) expect(read).toThrow(ZgodaError);
      else expect(read()).toBe(number);
    }
  });

  test('has as many rows of each fate as it says', () => {
    const counted: Record<string, number> = {};
    for (const { fate } of rows) counted[fate] = (counted[fate] ?? 0) + 1;
    expect(counted).toEqual(fateCounts);
  });

  test('repeats a number only in duplicates, which come after the row that they repeat', () => {
    const seen = new Set<string>();
    for (const { number, fate } of rows) {
      if (number === null) continue;
      expect(seen.has(number)).toBe(fate === 'duplicate');
      seen.add(number);
    }
  });

  test('gives every grant its proof, and no decision none', () => {
    for (const { cells } of rows) {
      const proof = [cells.consent_wording, cells.consent_method, cells.consent_source, cells.consent_at];
      if (cells.consent === 'grant') expect(proof).not.toContain('');
      if (cells.consent === '') expect(proof.join('')).toBe('');
    }
  });
});
