import { createHmac } from 'node:crypto';
import type { Clock } from '../../shared/clock';
import type { Log } from '../../shared/log';
import type { Random } from '../../shared/random';
import type { RecipientKeys } from './recipientKeys';
import type { ClaimedNotice, Recipient, RecipientStore } from './recipientStore';

/** A signed message to a recipient. */
export interface SignedMessage {
  /** HTTPS. */
  readonly url: string;
  readonly allowPrivate: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The recipient's HTTP status, or a short code of why there is none. */
export type RecipientAnswer = { readonly status: number } | { readonly problem: string };

/** Carries messages to recipients. Never rejects. */
export interface RecipientSender {
  send(message: SignedMessage): Promise<RecipientAnswer>;
}

/** What telling needs from outside. */
export interface TellPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly keys: RecipientKeys;
  readonly sender: RecipientSender;
}

const batch = 20;
const leaseMs = 120_000;
const firstPauseMs = 60_000;
const longestPauseMs = 12 * 3_600_000;
/** The month of Art. 12(3): after it, people have to find another way, and the log says so. */
const giveUpMs = 30 * 24 * 3_600_000;

/** Sends the notices that are due, each at least once, under the same id with every attempt; returns how many were sent. */
export async function tellRecipients(store: RecipientStore, ports: TellPorts): Promise<number> {
  let sent = 0;
  for (;;) {
    const claimed = await store.claimNotices(batch, leaseMs, ports.clock.nowMs());
    await Promise.all(claimed.map((notice) => tell(store, notice, ports)));
    sent += claimed.length;
    if (claimed.length < batch) return sent;
  }
}

async function tell(store: RecipientStore, notice: ClaimedNotice, ports: TellPorts): Promise<void> {
  const recipient = await store.readRecipient(notice.recipientId);
  const message = recipient === null ? null : signedMessage(recipient, notice, ports);
  if (message === null) return store.settleNotice(notice.id, 'expired', 'unreadable', ports.clock.nowMs());
  const answer = await ports.sender.send(message);
  const nowMs = ports.clock.nowMs();
  const word = 'status' in answer ? String(answer.status) : answer.problem;
  if ('status' in answer && answer.status >= 200 && answer.status < 300) {
    return store.settleNotice(notice.id, 'acknowledged', word, nowMs);
  }
  ports.log.warn('A recipient did not take an erasure', { recipient: notice.recipientId, answer: word });
  // 410: "the receiver is gone and wants no more" (Standard Webhooks).
  if (word === '410') return store.settleNotice(notice.id, 'refused', word, nowMs);
  if (nowMs - notice.createdAtMs > giveUpMs) return store.settleNotice(notice.id, 'expired', word, nowMs);
  await store.postponeNotice(notice.id, nowMs + pauseMs(notice.attempts, ports.random), word);
}

/** Twice as long with each attempt, with a fifth of it left to chance. */
function pauseMs(attempts: number, random: Random): number {
  const pause = Math.min(firstPauseMs * 2 ** Math.min(attempts - 1, 20), longestPauseMs);
  return Math.round(pause * (0.9 + 0.2 * random.fraction()));
}

/** Signed as Standard Webhooks 1.0 says: HMAC-SHA-256 over id, time and body. Null where the notice cannot be opened. */
function signedMessage(recipient: Recipient, notice: ClaimedNotice, { clock, keys }: TellPorts): SignedMessage | null {
  const body = opened(notice, keys);
  if (body === null) return null;
  const timestamp = String(Math.floor(clock.nowMs() / 1_000));
  const secret = Buffer.from(keys.secretOf(recipient.id).replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', secret).update(`${notice.id}.${timestamp}.${body}`).digest('base64');
  return {
    url: recipient.url,
    allowPrivate: recipient.allowPrivate,
    headers: {
      'content-type': 'application/json',
      'webhook-id': notice.id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
    body,
  };
}

function opened({ id, sealed }: ClaimedNotice, keys: RecipientKeys): string | null {
  try {
    return sealed === null ? null : keys.open(id, sealed);
  } catch {
    return null;
  }
}
