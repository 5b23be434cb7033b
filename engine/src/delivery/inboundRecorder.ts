import type { Clock } from '../shared/clock';
import type { IdSource } from '../shared/ids';
import { toZgodaError } from '../shared/errors';
import type { Log } from '../shared/log';
import type { NumberKeyer } from '../shared/numberKey';
import type { InboundMessage, InboundStore } from './inboundStore';
import type { TransportInbound } from './transport';

/** Acts on a stored reply in one transaction (suppression, ledger, event); safe to call again after a crash. */
export type ReplyHandler = (message: InboundMessage) => Promise<void>;

/** Stores texts from phones and has them acted upon. */
export interface InboundRecorder {
  /** Resolves when the text is stored and acted upon: only then may the operator be answered. */
  record(inbound: TransportInbound): Promise<void>;
  /** Acts on what was stored and not acted upon; resolves with whether nothing is left. */
  recover(): Promise<boolean>;
}

/**
 * A recorder for `route`. A text is acted upon before the operator is answered, so that no marketing follows an
 * acknowledged STOP; when only the acting fails, the text is kept, and acted upon when the operator sends it again or at the
 * next recovery.
 */
export function createInboundRecorder(
  route: string,
  ports: {
    readonly store: InboundStore;
    readonly clock: Clock;
    readonly ids: IdSource;
    readonly log: Log;
    readonly numberKey: NumberKeyer;
    /** E.164 where the operator's writing can be read so, else unchanged. */
    readonly readNumber: (written: string) => string;
    readonly handleReply: ReplyHandler;
    readonly changed: () => void;
  },
): InboundRecorder {
  const { store, clock, ids, log } = ports;

  async function actOn(message: InboundMessage): Promise<void> {
    try {
      await ports.handleReply(message);
      ports.changed();
    } catch (thrown) {
      log.error('a reply is stored but not yet acted upon', { route, code: toZgodaError(thrown).code });
      throw thrown;
    }
  }

  /** A text that came before: what an earlier delivery of it did not get to. */
  async function actAgain({ deduplicationKey }: InboundMessage): Promise<void> {
    const same = await store.findUnhandledInbound(route, deduplicationKey);
    if (same !== null) await actOn(same);
  }

  return {
    async record(inbound) {
      const from = ports.readNumber(inbound.from);
      const message: InboundMessage = {
        id: ids.next(),
        route,
        from,
        numberKey: ports.numberKey(from),
        to: inbound.to,
        text: inbound.text,
        receivedAtMs: clock.nowMs(),
        deduplicationKey: inbound.deduplicationKey,
      };
      const fresh = await store.appendInbound([message]);
      await (fresh.length > 0 ? actOn(message) : actAgain(message));
    },
    async recover() {
      let isAllDone = true;
      let last: InboundMessage | undefined;
      do {
        const page = await store.readUnhandledInbound(recoveryPage, last);
        for (const message of page) await actOn(message).catch(() => (isAllDone = false));
        last = page.length < recoveryPage ? undefined : page.at(-1);
      } while (last !== undefined);
      return isAllDone;
    },
  };
}

const recoveryPage = 1_000;
