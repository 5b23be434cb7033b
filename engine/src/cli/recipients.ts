import { type Engine, type NoticeReport, openEngine, type Recipient, ZgodaError } from '../index';
import type { Command, CommandIo, Flags, FlagValues } from './command';
import { engineOptions, storeFlagHelp, storeFlags } from './engineFlags';

type Recipients = Engine['services']['recipients'];

const json = { json: { type: 'boolean' } } as const satisfies Flags;
const jsonHelp = { json: 'Print one JSON object a line.', ...storeFlagHelp };

/** `zgoda recipients`: the third parties that are told of erasures. */
export const recipientsCommand: Command = {
  name: 'recipients',
  summary: 'Lists the third parties that are told when a person is erased (GDPR Art. 19).',
  flags: { ...json, ...storeFlags },
  flagHelp: jsonHelp,
  run: (flags, io) =>
    withRecipients(flags, io, async (recipients) => {
      for (const recipient of await recipients.list()) print(flags, io, recipient, sentenceOf(recipient));
    }),
};

/** `zgoda recipients add`: registers one, and prints the secret that it checks signatures with. */
export const recipientsAddCommand: Command = {
  name: 'recipients add',
  summary: 'Registers a third party that is given data of people, and prints its signing secret.',
  flags: {
    ...{ name: { type: 'string' }, url: { type: 'string' }, categories: { type: 'string' } },
    ...{ 'reference-attribute': { type: 'string' }, 'allow-private': { type: 'boolean' } },
    ...json,
    ...storeFlags,
  },
  flagHelp: {
    name: 'What people call it; it stands in exports and certificates.',
    url: 'Where it is told, https:// only. Messages are signed as Standard Webhooks says.',
    categories: 'What it is given: identity, contact, profile ..., separated by commas. Default: contact.',
    'reference-attribute':
      'Attribute of contacts that holds its own reference of the person; it is told that and not the number, and only of people who have one.',
    'allow-private': 'Its address may be a private one.',
    ...jsonHelp,
  },
  run: (flags, io) =>
    withRecipients(flags, io, async (recipients) => {
      const { name, url, categories, 'reference-attribute': referenceAttribute } = flags;
      const added = await recipients.add({
        name: String(name ?? ''),
        url: String(url ?? ''),
        categories: typeof categories === 'string' ? categories.split(',').map((each) => each.trim()) : [],
        referenceAttribute: typeof referenceAttribute === 'string' ? referenceAttribute : null,
        allowPrivate: flags['allow-private'] === true,
      });
      print(flags, io, added, `${sentenceOf(added)}\nIts signing secret: ${added.secret}`);
    }),
};

/** `zgoda recipients remove`: it is told of no more erasures. */
export const recipientsRemoveCommand: Command = {
  name: 'recipients remove',
  summary: 'Takes a third party off the list; what it is still to be told is sent.',
  flags: { name: { type: 'string' }, ...storeFlags },
  flagHelp: { name: 'Its name.', ...storeFlagHelp },
  run: (flags, io) => withRecipients(flags, io, (recipients) => recipients.remove(String(flags['name'] ?? ''))),
};

/** `zgoda recipients log`: who was told of what, and what it answered. */
export const recipientsLogCommand: Command = {
  name: 'recipients log',
  summary: 'Shows which third party was told of which erasure, and what it answered; without personal data.',
  flags: { limit: { type: 'string' }, ...json, ...storeFlags },
  flagHelp: { limit: 'At most so many, the newest first. Default: 100.', ...jsonHelp },
  run: (flags, io) =>
    withRecipients(flags, io, async (recipients) => {
      const limit = Number(flags['limit'] ?? 100);
      if (!Number.isInteger(limit) || limit < 1) {
        throw new ZgodaError('invalid_input', { field: '--limit', problem: 'it must be a whole number, 1 or more' });
      }
      for (const notice of await recipients.log(limit)) print(flags, io, notice, noticeSentence(notice));
    }),
};

async function withRecipients(
  flags: FlagValues,
  io: CommandIo,
  work: (recipients: Recipients) => Promise<void>,
): Promise<number> {
  const engine = await openEngine(engineOptions(flags, io));
  try {
    await work(engine.services.recipients);
    return 0;
  } finally {
    await engine.release();
  }
}

function print(flags: FlagValues, io: CommandIo, value: object, sentence: string): void {
  io.out(flags['json'] === true ? JSON.stringify(value) : sentence);
}

const sentenceOf = ({ name, url, categories }: Recipient): string => `${name}  ${url}  ${categories.join(', ')}`;

function noticeSentence({ createdAtMs, recipient, erasureId, state, attempts, lastAnswer }: NoticeReport): string {
  const tries = `${attempts} attempts${lastAnswer === null ? '' : `, last answer ${lastAnswer}`}`;
  return `${new Date(createdAtMs).toISOString()}  ${recipient}  ${state}  erasure ${erasureId}  ${tries}`;
}
