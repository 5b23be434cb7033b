import { createReadStream } from 'node:fs';
import { openEngine, type RawInput, type SuppressionEntry, type SuppressionListing } from '../index';
import type { Command, CommandIo, FlagValues } from './command';
import { readCsvLines } from './csvLines';
import { engineOptions, storeFlagHelp, storeFlags } from './engineFlags';
import { inBatches, readJsonLines, type InputLine } from './jsonLines';

const batchLines = 1_000;

/** `zgoda suppressions import`: blocks the numbers of a list. */
export const suppressionsImportCommand: Command = {
  name: 'suppressions import',
  summary: 'Blocks the numbers of a list (CSV or JSON lines); it only ever adds.',
  flags: { input: { type: 'string' }, csv: { type: 'boolean' }, json: { type: 'boolean' }, ...storeFlags },
  flagHelp: {
    input:
      'File with number (or numberKey and keyId, from an export of a store with the same key), and optionally reason, scope (marketing, all) and since; - for standard input.',
    csv: 'The input is CSV with a line of names. Default: where the file ends in .csv.',
    json: 'Print the counts as JSON.',
    ...storeFlagHelp,
  },
  run: runImport,
};

/** `zgoda suppressions export`: every blocked number, by keyed hash. */
export const suppressionsExportCommand: Command = {
  name: 'suppressions export',
  summary: 'Prints every blocked number by its keyed hash, for a store with the same secret key.',
  flags: { csv: { type: 'boolean' }, ...storeFlags },
  flagHelp: { csv: 'Print CSV. Default: JSON lines.', ...storeFlagHelp },
  run: runExport,
};

async function runImport(flags: FlagValues, io: CommandIo): Promise<number> {
  const counts = { read: 0, added: 0, known: 0, failed: 0 };
  const engine = await openEngine(engineOptions(flags, io));
  try {
    for await (const lines of inBatches(linesOf(flags, io), batchLines)) {
      const readable = lines.flatMap((line) => ('value' in line ? [entryOf(line.value)] : []));
      const results = await engine.services.suppressionLists.import(readable);
      const unread = lines.flatMap((line) => ('error' in line ? [line.error] : []));
      const problems = [...unread, ...results.flatMap((result) => (result.ok ? [] : [result.error]))];
      for (const problem of problems) io.note(`Failed: ${problem.message} ${problem.description}`);
      const added = results.filter((result) => result.ok && result.value.added).length;
      counts.read += lines.length;
      counts.added += added;
      counts.failed += problems.length;
      counts.known += lines.length - problems.length - added;
    }
  } finally {
    await engine.release();
  }
  const { read, added, known, failed } = counts;
  const sentence = `${read} read: ${added} blocked, ${known} were blocked already, ${failed} failed.`;
  io.out(flags['json'] === true ? JSON.stringify(counts) : sentence);
  return failed > 0 ? 1 : 0;
}

function linesOf(flags: FlagValues, io: CommandIo): AsyncIterable<InputLine> {
  const file = typeof flags['input'] === 'string' ? flags['input'] : '-';
  const stream = file === '-' ? io.stdin : createReadStream(file);
  const isCsv = flags['csv'] === true || file.toLowerCase().endsWith('.csv');
  return isCsv ? readCsvLines(stream) : readJsonLines(stream, {});
}

/** `phone` is taken for `number`, as other commands name it. */
function entryOf(raw: RawInput): SuppressionEntry {
  const text = (name: string): string | undefined => {
    const value = raw[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  return {
    number: text('number') ?? text('phone'),
    numberKey: text('numberKey'),
    keyId: text('keyId'),
    scope: text('scope'),
    reason: text('reason'),
    since: text('since'),
  };
}

const columns = ['numberKey', 'keyId', 'scope', 'reason', 'since'] as const satisfies (keyof SuppressionListing)[];

async function runExport(flags: FlagValues, io: CommandIo): Promise<number> {
  const engine = await openEngine(engineOptions(flags, io));
  try {
    if (flags['csv'] === true) io.out(columns.join(','));
    for await (const listing of engine.services.suppressionLists.export()) {
      io.out(flags['csv'] === true ? columns.map((name) => listing[name]).join(',') : JSON.stringify(listing));
    }
    return 0;
  } finally {
    await engine.release();
  }
}
