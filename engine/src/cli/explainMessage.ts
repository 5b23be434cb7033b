import { openEngine, ZgodaError } from '../index';
import type { Command, CommandIo, FlagValues } from './command';
import { engineOptions, storeFlagHelp, storeFlags } from './engineFlags';

/** Tells why a message was sent or not: the decision, the consent, the article of law, the times. */
export const explainMessageCommand: Command = {
  name: 'explain-message',
  summary:
    'Tells why a message was sent or not: the decision, the consent that it relied on, the article of law, the times.',
  flags: { message: { type: 'string' }, json: { type: 'boolean' }, ...storeFlags },
  flagHelp: {
    message: 'Id of the message, as Send SMS gave it. Required.',
    json: 'Print one JSON object.',
    ...storeFlagHelp,
  },
  run,
};

async function run(flags: FlagValues, io: CommandIo): Promise<number> {
  const { message } = flags;
  if (typeof message !== 'string')
    throw new ZgodaError('invalid_input', { field: '--message', problem: 'it is missing' });
  const engine = await openEngine(engineOptions(flags, io));
  try {
    const explanation = await engine.services.explanations.explain(message);
    io.out(flags['json'] === true ? JSON.stringify(explanation) : explanation.sentences.join('\n'));
    return 0;
  } finally {
    await engine.release();
  }
}
