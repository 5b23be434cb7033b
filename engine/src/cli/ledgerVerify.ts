import { openEngine, type LedgerReport } from '../index';
import type { Command, CommandIo, FlagValues } from './command';
import { engineOptions, storeFlagHelp, storeFlags } from './engineFlags';

/** Reads the whole consent ledger and tells whether its chain is unbroken; exit code 1 when it is not. */
export const ledgerVerifyCommand: Command = {
  name: 'ledger verify',
  summary: 'Finds any changed, missing or reordered entry of the consent ledger.',
  flags: { json: { type: 'boolean' }, ...storeFlags },
  flagHelp: { json: 'Print one JSON object.', ...storeFlagHelp },
  run,
};

async function run(flags: FlagValues, io: CommandIo): Promise<number> {
  const engine = await openEngine(engineOptions(flags, io));
  try {
    const report = await engine.services.ledger.verify();
    io.out(flags['json'] === true ? JSON.stringify(report) : sentenceOf(report));
    return report.ok ? 0 : 1;
  } finally {
    await engine.release();
  }
}

function sentenceOf({ entries, firstBad }: LedgerReport): string {
  if (firstBad === null) return `The ledger is whole: ${entries} entries.`;
  return `Entry ${firstBad.sequence} (${firstBad.id}) does not fit: ${firstBad.problem}. ${entries} entries before it do.`;
}
