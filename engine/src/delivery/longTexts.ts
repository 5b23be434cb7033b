import { createHash } from 'node:crypto';
import type { Clock } from '../shared/clock';
import type { IdSource } from '../shared/ids';
import type { InboundPart, InboundPartStore } from './inboundPartStore';
import type { InboundMessage } from './inboundStore';
import type { JoinParts, TransportPart } from './transport';

/** Texts from phones that come in parts, on any bind of any process. */
export interface LongTexts {
  /** Resolves when the part is stored and, where it completes its text, when that is acted upon. */
  record(part: TransportPart, from: string, numberKey: string): Promise<void>;
  /** Hands over texts whose other parts no longer come; the rest waits where one cannot be stored or acted upon. */
  handOverdue(): Promise<void>;
}

export interface LongTextPorts {
  readonly store: InboundPartStore;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly joinParts: JoinParts;
  /** Acts on a text that was stored. */
  readonly act: (message: InboundMessage) => Promise<void>;
  /** Acts on texts of a number that were stored and not acted upon. */
  readonly actOnLeft: (numberKey: string) => Promise<void>;
}

/** A text that lacks parts is handed over this long after the last part that came. */
export const longestWaitMs = 120_000;
// More unfinished texts than this at once are no traffic of people.
const mostUnfinished = 5_000;
const pageTexts = 500;

/** The long texts of `route`. A part that comes again within `sameMs` is the same one. */
export function createLongTexts(route: string, sameMs: number, ports: LongTextPorts): LongTexts {
  const { store, clock, ids } = ports;

  function messageOf(parts: readonly InboundPart[]): InboundMessage {
    const [{ from, to, numberKey }] = parts as [InboundPart];
    const text = ports.joinParts(parts.map(({ content }) => content));
    const receivedAtMs = Math.max(...parts.map((part) => part.receivedAtMs));
    return { id: ids.next(), route, from, numberKey, to, text, receivedAtMs, deduplicationKey: null };
  }

  /** Hands over what waits of a text; nothing where another process was first. */
  async function handOver(textKey: string): Promise<void> {
    for (;;) {
      const parts = await store.readInboundParts(route, textKey);
      if (parts.length === 0) return;
      const message = messageOf(parts);
      if (await store.handOverParts(message, parts)) return ports.act(message);
    }
  }

  return {
    async record({ textKey, part, total, to, text, content }, from, numberKey) {
      const receivedAtMs = clock.nowMs();
      const contentHash = createHash('sha256').update(content).digest('hex');
      const whole = { route, textKey, part, total, from, numberKey, to, text, content, contentHash, receivedAtMs };
      await store.appendInboundPart(whole);
      const waiting = await store.readInboundParts(route, textKey);
      if (waiting.length === total) await handOver(textKey);
      // It was handed over, by an earlier delivery or by another process just now, who may not have acted upon it yet.
      else if (!waiting.some((other) => other.part === part)) await ports.actOnLeft(numberKey);
    },

    async handOverdue() {
      const nowMs = clock.nowMs();
      const readOverdue = () => store.readOverdueTexts(route, nowMs - longestWaitMs, mostUnfinished, pageTexts);
      for (let page = await readOverdue(); page.length > 0; page = await readOverdue()) {
        for (const textKey of page) await handOver(textKey);
      }
      await store.forgetInboundParts(route, nowMs - sameMs);
    },
  };
}
