import { type Engine, type FlaggedReply, openEngine, ZgodaError } from '../index';
import type { Command, CommandIo, FlagValues } from './command';
import { engineOptions, storeFlagHelp, storeFlags } from './engineFlags';
import { limitOf } from './limitFlag';

/** `zgoda replies --flagged`: the unclear replies that hold their number until a person has read them. */
export const repliesCommand: Command = {
  name: 'replies',
  summary: 'Lists the unclear replies that wait for a person; their numbers get no marketing until then.',
  flags: { flagged: { type: 'boolean' }, limit: { type: 'string' }, json: { type: 'boolean' }, ...storeFlags },
  flagHelp: {
    flagged: 'Only those that wait for a person, which is the only list there is.',
    limit: 'At most so many, oldest first. Default: 100.',
    json: 'Print one JSON object a line.',
    ...storeFlagHelp,
  },
  run: (flags, io) =>
    withEngine(flags, io, async ({ services }) => {
      const limit = limitOf(flags['limit']);
      for (const reply of await services.flaggedReplies.list(limit)) {
        io.out(flags['json'] === true ? JSON.stringify(reply) : sentenceOf(reply));
      }
    }),
};

/** `zgoda replies settle --id ID --as stop|reply`: says what an unclear reply means. */
export const repliesSettleCommand: Command = {
  name: 'replies settle',
  summary: 'Says what an unclear reply means: stop withdraws the consent, reply lets marketing go on.',
  flags: { id: { type: 'string' }, as: { type: 'string' }, ...storeFlags },
  flagHelp: { id: 'Id of the reply, from zgoda replies.', as: 'stop or reply.', ...storeFlagHelp },
  run: (flags, io) =>
    withEngine(flags, io, async ({ services }) => {
      const { id, as: meaning } = flags;
      if (typeof id !== 'string') throw wrong('--id', 'it is missing');
      if (meaning !== 'stop' && meaning !== 'reply') throw wrong('--as', 'it must be stop or reply');
      await services.flaggedReplies.settle(id, meaning);
      io.out(meaning === 'stop' ? 'The number stays blocked for marketing.' : 'Marketing may go on.');
    }),
};

async function withEngine(flags: FlagValues, io: CommandIo, work: (engine: Engine) => Promise<void>): Promise<number> {
  const engine = await openEngine(engineOptions(flags, io));
  try {
    await work(engine);
    return 0;
  } finally {
    await engine.release();
  }
}

const wrong = (field: string, problem: string): ZgodaError => new ZgodaError('invalid_input', { field, problem });

function sentenceOf({ at, id, phone, text }: FlaggedReply): string {
  return [at, id, phone, text].join(' ');
}
