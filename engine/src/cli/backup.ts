import { backUpStore, ZgodaError } from '../index';
import type { Command, CommandIo, FlagValues } from './command';
import { engineOptions, storeFlagHelp, storeFlags } from './engineFlags';

/** Copies a store to a file while it is in use. */
export const backupCommand: Command = {
  name: 'backup',
  summary: 'Copies a store to a file, while it is in use. The secret key is backed up apart.',
  flags: { to: { type: 'string' }, json: { type: 'boolean' }, ...storeFlags },
  flagHelp: {
    to: 'File of the backup. Required. An earlier one of that name is replaced.',
    json: 'Print one JSON object.',
    ...storeFlagHelp,
  },
  run,
};

async function run(flags: FlagValues, io: CommandIo): Promise<number> {
  const report = await backUpStore(engineOptions(flags, io), requiredFlag(flags, 'to'));
  if (flags['json'] === true) io.out(JSON.stringify(report));
  else io.out(`The backup is whole: ${report.file}, ${report.bytes} bytes, as of ${report.takenAt}.`);
  io.note('It does not hold the secret key or the erasure journal: keep copies of both in another place.');
  return 0;
}

/** The text of a flag. Throws `invalid_input` when it was not given. */
export function requiredFlag(flags: FlagValues, name: string): string {
  const value = flags[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new ZgodaError('invalid_input', { field: `--${name}`, problem: 'it is missing' });
}
