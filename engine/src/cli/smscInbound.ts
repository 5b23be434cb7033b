import { ZgodaError } from '../index';
import type { Command, Flags, FlagValues } from './command';

const flags = {
  'control-port': { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  text: { type: 'string' },
} as const satisfies Flags;

const accepted = 202;

/** `zgoda smsc inbound`: a text from a phone, through a simulator that runs with `--control-port`. */
export const smscInboundCommand: Command = {
  name: 'smsc inbound',
  summary: 'Sends a text from a phone, through a running `zgoda smsc --control-port PORT`.',
  flags,
  flagHelp: {
    'control-port': 'Control port of the simulator. Required.',
    from: 'Number of the phone, with + and its country code. Required.',
    to: 'Number that the text goes to: yours. Required.',
    text: 'What the person writes. Required.',
  },
  async run(given, io) {
    const [from, to, text] = (['from', 'to', 'text'] as const).map((name) => required(given, name));
    const port = required(given, 'control-port');
    const response = await post(port, JSON.stringify({ from, to, text }));
    if (response.status !== accepted) throw wrong('from', 'the simulator does not take this text');
    io.out('sent');
    return 0;
  },
};

async function post(port: string, body: string): Promise<Response> {
  try {
    return await fetch(`http://127.0.0.1:${port}/inbound`, { method: 'POST', body });
  } catch {
    throw wrong('control-port', 'no simulator answers there');
  }
}

function required(given: FlagValues, name: keyof typeof flags): string {
  const value = given[name];
  if (typeof value !== 'string' || value === '') throw wrong(name, 'it is missing');
  return value;
}

const wrong = (name: keyof typeof flags, problem: string): ZgodaError =>
  new ZgodaError('invalid_input', { field: `--${name}`, problem });
