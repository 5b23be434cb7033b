import type {
  SubmitOutcome,
  TransportInbound,
  TransportMessage,
  TransportPart,
  TransportReceipt,
  TransportStatus,
} from '../../engine/src/delivery/transport';
import { systemClock, type Clock } from '../../engine/src/shared/clock';
import { silentLog } from '../../engine/src/shared/log';
import { decodeText } from '../../engine/src/text/decodeText';
import { encodeSegments } from '../../engine/src/text/encodeSegments';
import { writePlainSeptets } from '../../engine/src/text/plainSeptets';
import type { SmppLinkOptions } from '../../engine/src/transports/smpp/smppLinkOptions';
import {
  createSmppTransport,
  type SmppPorts,
  type SmppTransport,
} from '../../engine/src/transports/smpp/smppTransport';

/** A transport under test with everything that it told. */
export interface TestRoute {
  readonly transport: SmppTransport;
  readonly receipts: TransportReceipt[];
  readonly inbound: TransportInbound[];
  readonly parts: TransportPart[];
  /** Keys of texts whose answer the operator surely has. */
  readonly settled: string[];
  readonly statuses: TransportStatus[];
  /** Resolves once `holds` does, looked at with every event; rejects after `timeoutMs`. */
  until(holds: () => boolean, timeoutMs?: number): Promise<void>;
  ready(): Promise<void>;
  send(message: Partial<TransportMessage> & { number: string }): Promise<SubmitOutcome>;
  /** Replaces what happens with an inbound text. */
  onInbound: (message: TransportInbound) => Promise<void>;
  onPart: (part: TransportPart) => Promise<void>;
  /** Gives the part that the store knows. */
  onReceipt: (receipt: TransportReceipt) => Promise<string | null>;
  /** Done whenever the transport tells of its state or of room, after it was noted. */
  onTold: () => void;
}

/** Randomness that repeats: a multiplicative generator. */
export function seededRandom(seed: number): SmppPorts['random'] {
  let state = seed;
  const fraction = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return { fraction, bytes: (count) => Buffer.from(Array.from({ length: count }, () => Math.floor(fraction() * 256))) };
}

/** Opens a route to a server on this machine. Fast to reconnect, quick to give up. */
export function openRoute(
  options: Partial<SmppLinkOptions> & { port: number },
  clock: Clock = systemClock,
  ports: Partial<Pick<SmppPorts, 'turns' | 'log'>> = {},
): TestRoute {
  const transport = createSmppTransport(
    {
      host: '127.0.0.1',
      systemId: 'zgoda',
      password: 'secret',
      sender: 'MyShop',
      segmentsPerSecond: Infinity,
      reconnectFirstMs: 20,
      reconnectLongestMs: 40,
      reconnectMendingMs: 60,
      ...options,
    },
    {
      log: silentLog,
      ...ports,
      clock,
      random: seededRandom(1),
      encode: { encodeSegments, writePlainSeptets },
      decode: { decodeText },
    },
  );
  const listeners = new Set<() => void>();
  const changed = (): void => listeners.forEach((listener) => listener());
  const route: TestRoute = {
    transport,
    receipts: [],
    inbound: [],
    parts: [],
    settled: [],
    statuses: [],
    onInbound: () => Promise.resolve(),
    onPart: () => Promise.resolve(),
    onReceipt: () => Promise.resolve(null),
    onTold: () => undefined,
    until(holds, timeoutMs = 10_000) {
      return new Promise((resolve, reject) => {
        const finish = (end: () => void): void => {
          clearTimeout(timer);
          clearInterval(poll);
          listeners.delete(look);
          end();
        };
        const look = (): void => {
          if (holds()) finish(resolve);
        };
        const timer = setTimeout(() => finish(() => reject(new Error(`not within ${timeoutMs} ms`))), timeoutMs);
        const poll = setInterval(look, 10);
        listeners.add(look);
        look();
      });
    },
    ready: () => route.until(() => transport.status().state === 'ready'),
    send: (message) =>
      new Promise((resolve) => {
        const common = { sender: null, text: 'Hello', encoding: 'gsm7', segments: 1, purpose: 'marketing' } as const;
        const whole = { id: message.number, ...common };
        transport.submit({ ...whole, ...message }, resolve);
      }),
  };
  transport.open({
    async receipt(receipt) {
      const known = await route.onReceipt(receipt);
      route.receipts.push(receipt);
      changed();
      return known;
    },
    async inbound(message) {
      await route.onInbound(message);
      route.inbound.push(message);
      changed();
    },
    async inboundPart(part) {
      await route.onPart(part);
      route.parts.push(part);
      changed();
    },
    async settled(key) {
      route.settled.push(key);
      changed();
    },
    status(status) {
      route.statuses.push(status);
      changed();
      route.onTold();
    },
    drained() {
      changed();
      route.onTold();
    },
  });
  return route;
}
