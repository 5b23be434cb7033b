import { describeFields, inboundSms, type InboundSms, openEngine, parseInput } from '../index';
import type { Command, CommandIo, Flags, FlagValues } from './command';
import { engineOptions, smppAccount, smppFlagHelp, smppFlags, storeFlagHelp, storeFlags } from './engineFlags';
import { noteRoute, statisticsFlagHelp, statisticsFlags } from './routeNotes';
import { interrupted } from './interrupted';

const fields = describeFields(inboundSms.input);

const ownFlags = {
  kinds: { type: 'string' },
  consumer: { type: 'string' },
  json: { type: 'boolean' },
} as const satisfies Flags;

/** Tells of replies and delivery reports until it is interrupted. */
export const inboundSmsCommand: Command = {
  name: 'inbound-sms',
  summary: 'Prints replies and delivery reports as they come, until interrupted.',
  flags: { ...ownFlags, ...storeFlags, ...smppFlags, ...statisticsFlags },
  flagHelp: {
    kinds: `${fields[0]?.help ?? ''} Some of ${fields[0]?.values.join(', ') ?? ''}.`,
    consumer: 'Name whose place is remembered, so that nothing is missed or told twice. Default: command.',
    json: 'Print one JSON object a line.',
    ...storeFlagHelp,
    ...smppFlagHelp,
    ...statisticsFlagHelp,
  },
  run,
};

async function run(flags: FlagValues, io: CommandIo): Promise<number> {
  const { kinds } = parseInput(inboundSms.input, fields, { kinds: flags['kinds'] });
  const engine = await openEngine(engineOptions(flags, io));
  try {
    const route = await engine.attachRoute(smppAccount(flags, io));
    const end = noteRoute(route, flags['statistics'] === true, io);
    await engine.listen(String(flags['consumer'] ?? 'command'), kinds, async (event) => {
      io.out(flags['json'] === true ? JSON.stringify(event) : sentenceOf(event));
    });
    await interrupted();
    end();
  } finally {
    await engine.release();
  }
  return 0;
}

function sentenceOf({ at, kind, phone, text, state }: InboundSms): string {
  return [at, kind, phone ?? '(erased)', text ?? state ?? ''].join(' ');
}
