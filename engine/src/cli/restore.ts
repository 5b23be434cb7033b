import { restoreStore, type RestoreReport } from '../index';
import { requiredFlag } from './backup';
import type { Command, CommandIo, FlagValues } from './command';
import { engineOptions, storeFlagHelp, storeFlags } from './engineFlags';

const { store: _, ...settingFlags } = storeFlags;

/** Puts a backup in a store's place. */
export const restoreCommand: Command = {
  name: 'restore',
  summary: 'Puts a backup in a store’s place; who was erased since stays erased.',
  flags: {
    from: { type: 'string' },
    to: { type: 'string' },
    replace: { type: 'boolean' },
    'key-file': { type: 'string' },
    journal: { type: 'string', multiple: true },
    'send-pending': { type: 'boolean' },
    unsealed: { type: 'boolean' },
    json: { type: 'boolean' },
    ...settingFlags,
  },
  flagHelp: {
    ...storeFlagHelp,
    from: 'File of the backup. Required.',
    to: 'Folder of an embedded store, or a PostgreSQL address. Required.',
    replace:
      'Give up the data that are there, but for who is blocked or withdrew. Those of an embedded store stay beside it for a month.',
    'key-file': 'The key file of the store, if it is not in its place yet.',
    journal: 'An erasure journal beside the one in its place, such as another machine’s. May be repeated.',
    'send-pending':
      'Send what waited when the backup was made. Without it that counts as uncertain, since it may have been sent since.',
    unsealed: 'Take a bare database file, such as zgoda.sqlite.before-2, without the check of its bytes.',
    json: 'Print one JSON object.',
  },
  run,
};

async function run(flags: FlagValues, io: CommandIo): Promise<number> {
  const file = requiredFlag(flags, 'from');
  const store = requiredFlag(flags, 'to');
  const keyFile = flags['key-file'];
  const report = await restoreStore(engineOptions({ ...flags, store }, io), {
    file,
    replace: flags['replace'] === true,
    keyFile: typeof keyFile === 'string' ? keyFile : null,
    journals: (flags['journal'] as string[] | undefined) ?? [],
    sendPending: flags['send-pending'] === true,
    unsealed: flags['unsealed'] === true,
  });
  io.out(flags['json'] === true ? JSON.stringify(report) : sentencesOf(report));
  if (report.carried === null) {
    io.note(
      `Who was blocked or withdrew ${report.takenAt === null ? 'after this copy was made' : `after ${report.takenAt}`} is not in it, and no newer data were there to carry it over from. Import what you know (zgoda suppressions import) before any offer is sent.`,
    );
  }
  if (report.unreadableLines > 0) {
    io.note(`${report.unreadableLines} lines of the erasure journal cannot be read: compare it with its own copies.`);
  }
  return 0;
}

function sentencesOf(report: RestoreReport): string {
  return [
    `Restored${report.takenAt === null ? '' : ` as of ${report.takenAt}`}.`,
    `The ledger is whole: ${report.ledgerEntries} entries.`,
    `Erasures since, done again: ${report.erasuresReplayed}.`,
    ...(report.carried === null
      ? []
      : [
          `Blocked numbers and withdrawals since, carried over: ${report.carried.suppressions} and ${report.carried.withdrawals}.`,
        ]),
    `Messages that waited and may have been sent since, now uncertain: ${report.doubtfulMessages}.`,
  ].join('\n');
}
