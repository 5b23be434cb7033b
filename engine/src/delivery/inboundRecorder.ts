import type { Clock } from '../shared/clock';
import type { IdSource } from '../shared/ids';
import { toZgodaError } from '../shared/errors';
import type { Log } from '../shared/log';
import type { NumberKeyer } from '../shared/numberKey';
import type { InboundPartStore } from './inboundPartStore';
import type { InboundMessage, InboundStore } from './inboundStore';
import { createLongTexts } from './longTexts';
import type { JoinParts, TransportInbound, TransportPart } from './transport';

/** Acts on a stored reply in one transaction (suppression, ledger, event); safe to call again after a crash. */
export type ReplyHandler = (message: InboundMessage) => Promise<void>;

/** Stores texts from phones and has them acted upon. */
export interface InboundRecorder {
  /** Resolves when the text is stored and acted upon: only then may the operator be answered. */
  record(inbound: TransportInbound): Promise<void>;
  /** The same for a part: its text is stored and acted upon with the last part. */
  recordPart(part: TransportPart): Promise<void>;
  /** See `TransportHandlers.settled`. */
  settled(deduplicationKey: string, untilMs: number): Promise<void>;
  /** Acts on what was stored and not acted upon; what fails is tried again after a minute, by `handOverdue`. */
  recover(): Promise<void>;
  /** Hands over long texts whose other parts no longer come, and acts on them; to be called now and then. */
  handOverdue(): Promise<void>;
}

const recoveryPage = 1_000;
// What an operator delivers again comes within this time.
const sameTextMs = 600_000;
const actAgainMs = 60_000;

/**
 * A recorder for `route`. A text is acted upon before the operator is answered, so that no marketing follows an
 * acknowledged STOP; when only the acting fails, the text is kept, and acted upon when the operator sends it again or at the
 * next recovery.
 */
export function createInboundRecorder(
  route: string,
  ports: {
    readonly store: InboundStore & InboundPartStore;
    readonly clock: Clock;
    readonly ids: IdSource;
    readonly log: Log;
    readonly numberKey: NumberKeyer;
    /** E.164 where the operator's writing can be read so, else unchanged. */
    readonly readNumber: (written: string) => string;
    readonly joinParts: JoinParts;
    readonly handleReply: ReplyHandler;
    readonly changed: () => void;
  },
): InboundRecorder {
  const { store, clock, ids, log } = ports;
  /** Since when some may wait for being acted upon whose operator was answered, so that it does not send them again. */
  let unactedSinceMs: number | null = null;

  async function actOn(message: InboundMessage): Promise<void> {
    try {
      await ports.handleReply(message);
      ports.changed();
    } catch (thrown) {
      unactedSinceMs ??= clock.monotonicMs();
      log.error('a reply is stored but not yet acted upon', { route, code: toZgodaError(thrown).code });
      throw thrown;
    }
  }

  /** Calls `visit` with each stored text that was not acted upon. */
  async function eachStored(visit: (message: InboundMessage) => Promise<void>): Promise<void> {
    let last: InboundMessage | undefined;
    do {
      const page = await store.readUnhandledInbound(recoveryPage, last);
      for (const message of page) await visit(message);
      last = page.length < recoveryPage ? undefined : page.at(-1);
    } while (last !== undefined);
  }

  const recover = (): Promise<void> => eachStored((message) => actOn(message).catch(() => undefined));

  async function actOnLeft(numberKey: string): Promise<void> {
    await eachStored(async (message) => {
      if (message.route === route && message.numberKey === numberKey) await actOn(message);
    });
  }

  /** A text that came before: what an earlier delivery of it did not get to. */
  async function actAgain(deduplicationKey: string): Promise<void> {
    const same = await store.findUnhandledInbound(route, deduplicationKey);
    if (same !== null) await actOn(same);
  }

  /** False where it is stored already. */
  async function append(message: InboundMessage, deduplicationKey: string): Promise<boolean> {
    if ((await store.appendInbound([message])).length > 0) return true;
    const isOld = await store.freeInboundKey(route, deduplicationKey, message.receivedAtMs - sameTextMs);
    return isOld && (await store.appendInbound([message])).length > 0;
  }

  const longTexts = createLongTexts(route, sameTextMs, { ...ports, act: actOn, actOnLeft });

  return {
    async record({ from: written, to, text, deduplicationKey }) {
      const from = ports.readNumber(written);
      const numberKey = ports.numberKey(from);
      const receivedAtMs = clock.nowMs();
      const message = { id: ids.next(), route, from, numberKey, to, text, receivedAtMs, deduplicationKey };
      await ((await append(message, deduplicationKey)) ? actOn(message) : actAgain(deduplicationKey));
    },
    async recordPart(part) {
      const from = ports.readNumber(part.from);
      await longTexts.record(part, from, ports.numberKey(from));
    },
    async settled(deduplicationKey, untilMs) {
      await store.freeInboundKey(route, deduplicationKey, untilMs);
    },
    recover,
    async handOverdue() {
      if (unactedSinceMs !== null && clock.monotonicMs() - unactedSinceMs >= actAgainMs) {
        unactedSinceMs = null;
        await recover();
      }
      await longTexts.handOverdue();
    },
  };
}
