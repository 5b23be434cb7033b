import { type Engine, openEngine, requestKinds, type RequestView, ZgodaError } from '../index';
import type { Command, CommandIo, Flags, FlagValues } from './command';
import { engineOptions, storeFlagHelp, storeFlags } from './engineFlags';
import { limitOf } from './limitFlag';

const json = { json: { type: 'boolean' } } as const satisfies Flags;
const jsonHelp = { json: 'Print one JSON object a line.', ...storeFlagHelp };

/** `zgoda requests`: what people asked for, and until when it must be answered. */
export const requestsCommand: Command = {
  name: 'requests',
  summary: 'Lists what people asked for (access, erasure ...), by the deadline that the law sets.',
  flags: { all: { type: 'boolean' }, limit: { type: 'string' }, ...json, ...storeFlags },
  flagHelp: {
    all: 'Also those that were answered, the newest first.',
    limit: 'At most so many. Default: 100.',
    ...jsonHelp,
  },
  run: (flags, io) =>
    withRequests(flags, io, ({ list }) => list(flags['all'] === true ? 'all' : 'open', limitOf(flags['limit']))),
};

/** `zgoda requests add`: starts the clock of a request. */
export const requestsAddCommand: Command = {
  name: 'requests add',
  summary: 'Notes a request of a person; export-subject and erase-subject answer it by themselves.',
  flags: {
    ...{
      kind: { type: 'string' },
      by: { type: 'string' },
      value: { type: 'string' },
      'received-at': { type: 'string' },
    },
    ...json,
    ...storeFlags,
  },
  flagHelp: {
    kind: `What is asked for. One of ${requestKinds.join(', ')}.`,
    by: 'What the person is known by: phone, contactId or email. Default: phone.',
    value: 'The phone number, contact ID or e-mail address.',
    'received-at': 'When it came, such as 2026-05-01T10:00:00Z. Default: now.',
    ...jsonHelp,
  },
  run: (flags, io) =>
    withRequests(flags, io, async ({ record }) => {
      const kind = oneOf('--kind', flags['kind'], requestKinds);
      const by = oneOf('--by', flags['by'] ?? 'phone', ['phone', 'contactId', 'email'] as const);
      const receivedAt = flags['received-at'];
      const given = typeof receivedAt === 'string' ? { receivedAt } : {};
      return [await record({ kind, by, value: String(flags['value'] ?? ''), ...given })];
    }),
};

/** `zgoda requests extend`: two months more, with the reason that the person is told. */
export const requestsExtendCommand: Command = {
  name: 'requests extend',
  summary: 'Adds two months to a request (GDPR Art. 12(3)); tell the person within the first month.',
  flags: { id: { type: 'string' }, reason: { type: 'string' }, ...json, ...storeFlags },
  flagHelp: { id: 'Id of the request.', reason: 'complex (the request) or many (the requests).', ...jsonHelp },
  run: (flags, io) =>
    withRequests(flags, io, async ({ extend }) => [
      await extend(idOf(flags), oneOf('--reason', flags['reason'], ['complex', 'many'] as const)),
    ]),
};

/** `zgoda requests answer`: the request was answered in another way. */
export const requestsAnswerCommand: Command = {
  name: 'requests answer',
  summary: 'Notes that a request was answered in another way than by export-subject or erase-subject.',
  flags: { id: { type: 'string' }, ...json, ...storeFlags },
  flagHelp: { id: 'Id of the request.', ...jsonHelp },
  run: (flags, io) => withRequests(flags, io, async ({ answer }) => [await answer(idOf(flags))]),
};

async function withRequests(
  flags: FlagValues,
  io: CommandIo,
  work: (requests: Engine['services']['subjectRequests']) => Promise<RequestView[]>,
): Promise<number> {
  const engine = await openEngine(engineOptions(flags, io));
  try {
    for (const request of await work(engine.services.subjectRequests)) {
      io.out(flags['json'] === true ? JSON.stringify(request) : sentenceOf(request));
    }
    return 0;
  } finally {
    await engine.release();
  }
}

function sentenceOf({ requestId, kind, state, dueAt, daysLeft }: RequestView): string {
  const left = daysLeft === null ? '' : `, ${daysLeft} days left`;
  return `${dueAt.slice(0, 10)}  ${state}  ${kind}  ${requestId}${left}`;
}

const idOf = (flags: FlagValues): string => {
  if (typeof flags['id'] !== 'string') throw wrong('--id', 'it is missing');
  return flags['id'];
};

function oneOf<Value extends string>(flag: string, given: unknown, values: readonly Value[]): Value {
  const value = values.find((each) => each === given);
  if (value === undefined) throw wrong(flag, `it must be one of ${values.join(', ')}`);
  return value;
}

const wrong = (field: string, problem: string): ZgodaError => new ZgodaError('invalid_input', { field, problem });
