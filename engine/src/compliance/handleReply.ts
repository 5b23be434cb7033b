import type { Contact, ContactStore } from '../contacts/contact';
import type { EventKind, EventStore } from '../delivery/eventStore';
import type { InboundMessage, InboundStore } from '../delivery/inboundStore';
import type { AnswerKind } from './answers/answer';
import { sendAnswer, type AnswerPorts, type AnswerRepositories } from './answers/sendAnswer';
import type { ConsentProof, LedgerStore } from './consent';
import type { LedgerPorts } from './ledger';
import { classifyReply, type ReplyClass, type ReplyReading } from './replies';
import { answerOptIn } from './answerOptIn';
import { endPending, type OptInPorts } from './optInRequests';
import type { OptInStore } from './optInStore';
import { resume } from './resume';
import { suppress } from './suppress';
import type { SuppressionStore } from './suppression';
import { withdraw } from './withdraw';

/** The ports that a reply needs, all in one transaction. */
export type ReplyRepositories = ContactStore &
  LedgerStore &
  SuppressionStore &
  AnswerRepositories &
  OptInStore &
  Pick<EventStore, 'appendEvents'> &
  Pick<InboundStore, 'markInboundHandled'>;

/** What acting on a reply needs from outside. */
export type ReplyPorts = LedgerPorts & AnswerPorts & OptInPorts;

const eventOfClass: Readonly<Record<ReplyClass, EventKind>> = {
  stop: 'reply_stop',
  start: 'reply_start',
  help: 'reply_help',
  keyword: 'reply_keyword',
  reply: 'reply_other',
  unclear: 'reply_unclear',
};

/**
 * Acts on a stored inbound message within the caller's transaction: STOP suppresses the number and, for a known contact,
 * writes the withdrawal; an unclear reply suppresses until a person has read it; every reply becomes one event; those that
 * ask for something are answered. A message that was handled before is left alone.
 */
export async function handleReply(
  repositories: ReplyRepositories,
  message: InboundMessage,
  ports: ReplyPorts,
): Promise<void> {
  const contact = (await repositories.readContactsByNumber([message.from])).get(message.from) ?? null;
  const reading = classifyReply(message.text, { language: contact?.language ?? undefined });
  if (!(await repositories.markInboundHandled(message.id, reading.class))) return;
  const kind = await obey(repositories, message, contact, reading, ports);
  if (kind !== null) {
    await sendAnswer(repositories, message, { kind, contact, replyLanguage: reading.language }, ports);
  }
  await repositories.appendEvents([
    {
      // One inbound message makes one event, so the event has the message's id: a repetition is known by it.
      id: message.id,
      kind: eventOfClass[reading.class],
      atMs: message.receivedAtMs,
      contactId: contact?.id ?? null,
      messageId: null,
      inboundId: message.id,
      state: null,
    },
  ]);
}

/** Does what the reply asks for; returns the answer that it calls for. */
async function obey(
  repositories: ReplyRepositories,
  message: InboundMessage,
  contact: Contact | null,
  reading: ReplyReading,
  ports: ReplyPorts,
): Promise<AnswerKind | null> {
  const { numberKey, receivedAtMs: actedAtMs } = message;
  if (await answerOptIn(repositories, message, reading, ports)) return 'optInDone';
  switch (reading.class) {
    case 'stop': {
      const scope = reading.scope ?? 'marketing';
      const act = { numberKey, contact, scope, reason: 'stop', actedAtMs, proof: proofOfReply(message) } as const;
      await endPending(repositories, numberKey, 'refused', ports);
      const isNew = await withdraw(repositories, act, ports);
      if (!isNew) return null;
      return scope === 'all' ? 'stopAll' : 'stop';
    }
    case 'start':
      return resume(repositories, { numberKey, contact, actedAtMs, proof: proofOfReply(message) }, ports);
    case 'help':
      return 'help';
    case 'unclear':
      await suppress(repositories, { numberKey, scope: 'marketing', reason: 'unclear_reply', sinceMs: actedAtMs });
      return null;
    default:
      return null;
  }
}

/** The words of a reply as the proof of what it asks for; they go with the person's erasure. */
export function proofOfReply(message: InboundMessage): ConsentProof {
  return {
    wording: message.text,
    wordingVersion: null,
    method: 'sms',
    source: `reply to ${message.to}`,
    operator: null,
    ipAddress: null,
    userAgent: null,
    locale: null,
    guardian: null,
  };
}
