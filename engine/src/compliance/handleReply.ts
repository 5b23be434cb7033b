import type { ContactStore } from '../contacts/contact';
import type { EventKind, EventStore } from '../delivery/eventStore';
import type { InboundMessage, InboundStore } from '../delivery/inboundStore';
import type { ConsentProof, LedgerEntry, LedgerStore } from './consent';
import { stateAfter } from './consentState';
import { appendToLedger, type LedgerPorts } from './ledger';
import { classifyReply, type ReplyClass } from './replies';
import type { Suppression, SuppressionReason, SuppressionStore } from './suppression';
import { joinSuppressions } from './suppressionRules';

/** The ports that a reply needs, all in one transaction. */
export type ReplyRepositories = ContactStore &
  LedgerStore &
  SuppressionStore &
  Pick<EventStore, 'appendEvents'> &
  Pick<InboundStore, 'markInboundHandled'>;

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
 * writes the withdrawal; an unclear reply suppresses until a person has read it; every reply becomes one event. START
 * re-opens nothing by itself. Handling a message twice leaves what handling it once left.
 */
export async function handleReply(
  repositories: ReplyRepositories,
  message: InboundMessage,
  ports: LedgerPorts,
): Promise<void> {
  const contact = (await repositories.readContactsByNumber([message.from])).get(message.from) ?? null;
  const { class: replyClass } = classifyReply(message.text, { language: contact?.language ?? undefined });
  if (replyClass === 'stop') {
    await suppress(repositories, message, 'stop');
    if (contact !== null) await withdraw(repositories, message, contact.id, ports);
  }
  if (replyClass === 'unclear') await suppress(repositories, message, 'unclear_reply');
  await repositories.appendEvents([
    {
      // One inbound message makes one event, so the event has the message's id: a repetition is known by it.
      id: message.id,
      kind: eventOfClass[replyClass],
      atMs: message.receivedAtMs,
      contactId: contact?.id ?? null,
      messageId: null,
      inboundId: message.id,
    },
  ]);
  await repositories.markInboundHandled(message.id, replyClass);
}

async function suppress(
  repositories: ReplyRepositories,
  { numberKey, receivedAtMs }: InboundMessage,
  reason: SuppressionReason,
): Promise<void> {
  const current = (await repositories.readSuppressions([numberKey])).get(numberKey);
  const added: Suppression = { numberKey, scope: 'marketing', reason, sinceMs: receivedAtMs };
  await repositories.writeSuppressions([joinSuppressions(current, added)]);
}

async function withdraw(
  repositories: ReplyRepositories,
  message: InboundMessage,
  contactId: string,
  ports: LedgerPorts,
): Promise<void> {
  await repositories.lockLedgerHead();
  const entries = await repositories.readLedgerOfContact(contactId);
  if (entries.some((entry) => isSameWithdrawal(entry, message))) return;
  const record = {
    contactId,
    purpose: 'marketing',
    act: 'withdraw',
    actedAtMs: message.receivedAtMs,
    proof: proofOf(message),
  } as const;
  const [entry] = await appendToLedger(repositories, [record], ports);
  const state = (await repositories.readConsentStates([contactId], 'marketing')).get(contactId);
  await repositories.writeConsentStates([stateAfter(state, { ...(entry as LedgerEntry), contactId })]);
}

function isSameWithdrawal(entry: LedgerEntry, message: InboundMessage): boolean {
  return entry.purpose === 'marketing' && entry.act === 'withdraw' && entry.actedAtMs === message.receivedAtMs;
}

/** The words of the reply are the proof; they go with the person's erasure. */
function proofOf(message: InboundMessage): ConsentProof {
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
