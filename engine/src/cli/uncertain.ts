import { type Engine, openEngine, uncertainMeanings, type UncertainMessage, ZgodaError } from '../index';
import type { Command, CommandIo, FlagValues } from './command';
import { engineOptions, storeFlagHelp, storeFlags } from './engineFlags';
import { limitOf } from './limitFlag';

/** `zgoda uncertain`: the messages that the operator may or may not have. */
export const uncertainCommand: Command = {
  name: 'uncertain',
  summary: 'Lists the texts whose answer from the operator was lost; they wait for a person to decide.',
  flags: { campaign: { type: 'string' }, limit: { type: 'string' }, json: { type: 'boolean' }, ...storeFlags },
  flagHelp: {
    campaign: 'Only those of this campaign.',
    limit: 'At most so many, oldest first. Default: 100.',
    json: 'Print one JSON object a line.',
    ...storeFlagHelp,
  },
  run: (flags, io) =>
    withUncertain(flags, io, async ({ list }) => {
      for (const message of await list(textOf(flags['campaign']), limitOf(flags['limit']))) {
        io.out(flags['json'] === true ? JSON.stringify(message) : sentenceOf(message));
      }
    }),
};

/** `zgoda uncertain settle`: says what became of uncertain messages. */
export const uncertainSettleCommand: Command = {
  name: 'uncertain settle',
  summary: 'Says what became of an uncertain text, or of all in a campaign: sent, failed, or queue to send it again.',
  flags: {
    message: { type: 'string' },
    campaign: { type: 'string' },
    as: { type: 'string' },
    json: { type: 'boolean' },
    ...storeFlags,
  },
  flagHelp: {
    message: 'Id of the message, from zgoda uncertain.',
    campaign: 'Name of a campaign: all that are uncertain in it.',
    as: 'sent, failed, or queue: it is sent again, if consent still allows it, and the phone may get it twice.',
    json: 'Print one JSON object.',
    ...storeFlagHelp,
  },
  run: (flags, io) =>
    withUncertain(flags, io, async ({ settle, settleCampaign }) => {
      const [message, campaign] = [textOf(flags['message']), textOf(flags['campaign'])];
      const meaning = uncertainMeanings.find((each) => each === flags['as']);
      if (meaning === undefined) throw wrong('--as', `it must be one of ${uncertainMeanings.join(', ')}`);
      if ((message === null) === (campaign === null)) throw wrong('--message', 'give this or --campaign');
      if (message !== null) await settle(message, meaning);
      const done = campaign === null ? { settled: 1, left: 0 } : await settleCampaign(campaign, meaning);
      io.out(flags['json'] === true ? JSON.stringify(done) : settledSentence(done));
    }),
};

async function withUncertain(
  flags: FlagValues,
  io: CommandIo,
  work: (uncertain: Engine['services']['uncertainMessages']) => Promise<void>,
): Promise<number> {
  const engine = await openEngine(engineOptions(flags, io));
  try {
    await work(engine.services.uncertainMessages);
    return 0;
  } finally {
    await engine.release();
  }
}

function sentenceOf({ since, id, campaign, route, phoneEnding }: UncertainMessage): string {
  const phone = phoneEnding === null ? 'number taken away' : `number ends in ${phoneEnding}`;
  return [since, id, campaign ?? 'no campaign', route ?? '', phone].join('  ');
}

function settledSentence({ settled, left }: { readonly settled: number; readonly left: number }): string {
  const rest = left === 0 ? '' : ` ${left} cannot be sent again: their number or text was taken away.`;
  return `Settled: ${settled}.${rest}`;
}

const textOf = (written: FlagValues[string]): string | null => (typeof written === 'string' ? written : null);

const wrong = (field: string, problem: string): ZgodaError => new ZgodaError('invalid_input', { field, problem });
