import { resolve } from 'node:path';
import { moveStore } from '../index';
import { requiredFlag } from './backup';
import type { Command, CommandIo, FlagValues } from './command';
import { engineOptions, storeFlagHelp, storeFlags } from './engineFlags';

const { store: _, ...settingFlags } = storeFlags;

/** Moves a store into another place. */
export const migrateStoreCommand: Command = {
  name: 'migrate-store',
  summary: 'Moves a store to PostgreSQL, or back, with its key; the old one is closed for good.',
  flags: {
    from: { type: 'string' },
    to: { type: 'string' },
    replace: { type: 'boolean' },
    json: { type: 'boolean' },
    ...settingFlags,
  },
  flagHelp: {
    ...storeFlagHelp,
    from: 'The store to move: a folder or a PostgreSQL address. Required. Stop what uses it first.',
    to: 'Where to: postgres://USER:PASSWORD@HOST/DATABASE, or a folder. Required.',
    replace: 'Give up the data that are there.',
    json: 'Print one JSON object.',
  },
  run,
};

async function run(flags: FlagValues, io: CommandIo): Promise<number> {
  const [source, target] = [requiredFlag(flags, 'from'), requiredFlag(flags, 'to')];
  const from = engineOptions({ ...flags, store: source }, io);
  const to = engineOptions({ ...flags, store: target }, io);
  // A host whose own folder holds the embedded store looks there for the key of its database.
  const defaultFolder = source.includes('://') ? to.defaultFolder : resolve(source);
  const report = await moveStore(from, { ...to, defaultFolder }, flags['replace'] === true);
  io.out(
    flags['json'] === true
      ? JSON.stringify(report)
      : `Moved from ${report.from} to ${report.to}. The ledger is whole: ${report.ledgerEntries} entries.`,
  );
  if (report.keyFile !== null) {
    io.note(
      `The secret key is in ${report.keyFile}. A host that keeps its data elsewhere needs a copy there, under the same name, or the key itself as Secret Key.`,
    );
  }
  return 0;
}
