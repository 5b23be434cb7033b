import { openEngine } from '../index';
import type { Command, CommandIo, FlagValues } from './command';
import { engineOptions, storeFlagHelp, storeFlags } from './engineFlags';

/** Lists every consent text that was ever saved, with the hash by which ledger entries know it. */
export const wordingsCommand: Command = {
  name: 'wordings',
  summary: 'Lists every consent wording that was ever saved, in each version and language, with its SHA-256.',
  flags: { wording: { type: 'string' }, json: { type: 'boolean' }, ...storeFlags },
  flagHelp: { wording: 'Only this one.', json: 'Print one JSON object a line.', ...storeFlagHelp },
  run,
};

async function run(flags: FlagValues, io: CommandIo): Promise<number> {
  const engine = await openEngine(engineOptions(flags, io));
  try {
    const texts = await engine.services.wordings.list();
    const wanted = texts.filter(({ wording }) => flags['wording'] === undefined || flags['wording'] === wording);
    for (const saved of wanted) {
      const { wording, version, language, savedAt, sha256, text } = saved;
      io.out(
        flags['json'] === true
          ? JSON.stringify(saved)
          : `${wording} ${version} ${language} ${savedAt} ${sha256}\n${text}\n`,
      );
    }
    return 0;
  } finally {
    await engine.release();
  }
}
