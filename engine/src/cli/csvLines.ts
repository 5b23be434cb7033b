import { createInterface } from 'node:readline';
import { type RawInput, ZgodaError } from '../index';
import type { InputLine } from './jsonLines';

/** Reads CSV whose first line names the columns; separated by commas or semicolons. A cell holds no line break. */
export async function* readCsvLines(stream: NodeJS.ReadableStream): AsyncGenerator<InputLine> {
  let names: string[] | null = null;
  let separator = ',';
  try {
    for await (const written of createInterface({ input: stream, crlfDelay: Infinity })) {
      const line = written.replace(/^\uFEFF/, '');
      if (line.trim() === '') continue;
      if (names === null) {
        separator = line.includes(';') ? ';' : ',';
        names = cellsOf(line, separator);
      } else {
        yield { value: rowOf(names, cellsOf(line, separator)) };
      }
    }
  } catch (thrown) {
    const problem = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'it broke off';
    throw new ZgodaError('file_unreadable', { problem }, thrown);
  }
}

const rowOf = (names: readonly string[], cells: readonly string[]): RawInput =>
  Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']));

/** A cell in quotes may hold the separator, and quotes written twice (RFC 4180). */
function cellsOf(line: string, separator: string): string[] {
  const pattern = new RegExp(`(?:^|${separator})(?:"((?:[^"]|"")*)"|([^${separator}]*))`, 'g');
  return [...line.matchAll(pattern)].map(([, quoted, plain]) =>
    (quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"')).trim(),
  );
}
