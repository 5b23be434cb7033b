import type { Contact } from '../contacts/contact';
import type { InboundMessage, InboundStore } from '../delivery/inboundStore';
import { ZgodaError } from '../shared/errors';
import { sendAnswer } from './answers/sendAnswer';
import { proofOfReply, type ReplyPorts, type ReplyRepositories } from './handleReply';
import { classifyReply } from './replies';
import { withdraw } from './withdraw';

/** A reply that may mean STOP: its number gets no marketing until a person has said what it means. */
export interface FlaggedReply {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** E.164 where it can be read so. */
  readonly phone: string;
  readonly text: string;
  /** The number that the person wrote to. */
  readonly to: string;
}

/** Unclear replies, for people to read. */
export interface FlaggedReplies {
  /** Those that nobody has settled yet, oldest first, at most `limit`. */
  list(limit: number): Promise<FlaggedReply[]>;
  /** Says what one means: `stop` withdraws, `reply` lets marketing go on. Throws `reply_unknown`. */
  settle(id: string, meaning: 'stop' | 'reply'): Promise<void>;
}

type SettlingRepositories = ReplyRepositories & Pick<InboundStore, 'settleInbound' | 'readFlaggedInbound'>;

/** What flagged replies work on; `transaction` rolls back when the work throws. */
export interface FlaggedReplyStore extends Pick<InboundStore, 'readFlaggedInbound'> {
  transaction<T>(work: (repositories: SettlingRepositories) => Promise<T>): Promise<T>;
}

/** The flagged replies of one store. `answered` is called with the route of an answer. */
export function createFlaggedReplies(
  store: FlaggedReplyStore,
  ports: ReplyPorts & { readonly answered: (route: string) => void },
): FlaggedReplies {
  return {
    async list(limit) {
      const messages = await store.readFlaggedInbound(null, limit);
      return messages.map(({ id, receivedAtMs, from: phone, text, to }) => ({
        ...{ id, at: new Date(receivedAtMs).toISOString(), phone, text, to },
      }));
    },
    async settle(id, meaning) {
      const route = await store.transaction((repositories) => settleWithin(repositories, id, meaning, ports));
      ports.answered(route);
    },
  };
}

async function settleWithin(
  repositories: SettlingRepositories,
  id: string,
  meaning: 'stop' | 'reply',
  ports: ReplyPorts,
): Promise<string> {
  await repositories.lockLedgerHead();
  const message = await repositories.settleInbound(id, meaning);
  if (message === null) throw new ZgodaError('reply_unknown');
  if (meaning === 'stop') {
    const contact = (await repositories.readContactsByNumber([message.from])).get(message.from) ?? null;
    await obeyStop(repositories, message, contact, ports);
  } else {
    await letGoOn(repositories, message);
  }
  return message.route;
}

async function obeyStop(
  repositories: SettlingRepositories,
  message: InboundMessage,
  contact: Contact | null,
  ports: ReplyPorts,
): Promise<void> {
  const { numberKey, receivedAtMs: actedAtMs } = message;
  const act = {
    numberKey,
    contact,
    scope: 'marketing',
    reason: 'stop',
    actedAtMs,
    proof: proofOfReply(message),
  } as const;
  if (!(await withdraw(repositories, act, ports))) return;
  const { language: replyLanguage } = classifyReply(message.text, { language: contact?.language ?? undefined });
  await sendAnswer(repositories, message, { kind: 'stop', contact, replyLanguage }, ports);
}

/** Another unclear reply of the same number still holds it. */
async function letGoOn(repositories: SettlingRepositories, { numberKey }: InboundMessage): Promise<void> {
  const [other] = await repositories.readFlaggedInbound(numberKey, 1);
  const suppression = (await repositories.readSuppressions([numberKey])).get(numberKey);
  if (other === undefined && suppression?.reason === 'unclear_reply') {
    await repositories.removeSuppressions([numberKey], 'marketing');
  }
}
