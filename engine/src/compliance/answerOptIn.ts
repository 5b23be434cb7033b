import type { InboundMessage } from '../delivery/inboundStore';
import { appendToLedger, readLedgerBody } from './ledger';
import { confirm, endPending, pendingOf, readRecentRequests, tryCode } from './optInRequests';
import type { OptInPorts, OptInRepositories } from './optInRequests';
import type { OptInRequest } from './optInStore';
import type { ReplyReading } from './replies';
import { writeStates } from './withdraw';

const codeAlone = /^[\s"'.]*(\d[\d -]{2,12}\d)[\s"'.!]*$/;
/** A plain no, in the languages that people are asked in; it means that only while a question is open. */
const noWords = new Set(['no', 'nie', 'nein', 'non', 'ne', 'ні', 'nope', 'nee', 'niet', 'нет']);

/**
 * Takes a reply as the answer to a pending request to confirm: YES confirms, a code that is texted back is tried, NO is
 * written down. Returns whether a consent was confirmed; false leaves the reply to be obeyed as any other.
 */
export async function answerOptIn(
  repositories: OptInRepositories,
  message: InboundMessage,
  reading: ReplyReading,
  ports: OptInPorts,
): Promise<boolean> {
  if (reading.class !== 'start' && reading.class !== 'reply') return false;
  await repositories.lockLedgerHead();
  const requests = await readRecentRequests(repositories, message.numberKey, ports);
  const pending = pendingOf(requests, ports.clock.nowMs());
  if (pending === null) return false;
  const how = { method: 'sms', source: `reply to ${message.to}` } as const;
  if (reading.class === 'start') {
    if (pending.confirmBy !== 'reply') return false;
    await confirm(repositories, pending, how, ports);
    return true;
  }
  const code = codeAlone.exec(message.text)?.[1];
  if (code !== undefined) return (await tryCode(repositories, message.numberKey, code, how, ports)) !== null;
  if (isNo(message.text)) await refuse(repositories, pending, message, ports);
  return false;
}

function isNo(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.length === 1 && noWords.has(words[0] as string);
}

async function refuse(
  repositories: OptInRepositories,
  { contactId, purpose, requestEntryId }: OptInRequest,
  message: InboundMessage,
  ports: OptInPorts,
): Promise<void> {
  const request = (await repositories.readLedgerOfContact(contactId)).find(({ id }) => id === requestEntryId);
  const asked = request === undefined ? null : readLedgerBody(request);
  if (asked !== null) {
    const actedAtMs = message.receivedAtMs;
    const proof = {
      ...asked.proof,
      method: 'sms',
      source: `reply to ${message.to}`,
      requestId: requestEntryId,
    } as const;
    const record = { contactId, purpose, act: 'refuse', actedAtMs, proof } as const;
    await writeStates(repositories, contactId, await appendToLedger(repositories, [record], ports));
  }
  await endPending(repositories, message.numberKey, 'refused', ports);
}
