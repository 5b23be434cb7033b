import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { silentLog, type Log, type LogFields } from '../../engine/src/shared/log';
import { submitHead, submitOptions, type SubmitAnswer } from '../../engine/src/transports/smpp/codec/submitSm';
import type { BindSettings } from '../../engine/src/transports/smpp/session/bindSettings';
import type { CloseReason } from '../../engine/src/transports/smpp/session/closeReason';
import { Session } from '../../engine/src/transports/smpp/session/session';
import type { InboundPdu, SessionEvents } from '../../engine/src/transports/smpp/session/sessionEvents';
import { createManualClock, type ManualClock } from './manualClock';
import { until } from './until';

/** A session under test with everything that it told; its time moves by `clock` alone. */
export interface TestSession {
  readonly session: Session<number>;
  readonly clock: ManualClock;
  /** Its end of the connection. */
  readonly socket: Socket;
  readonly answers: Map<number, SubmitAnswer>;
  /** Requests without an answer, and whether they may have reached the operator. */
  readonly lost: Map<number, boolean>;
  readonly delivered: InboundPdu[];
  readonly closed: CloseReason[];
  /** How often it said that there may be room. */
  settled: number;
  bound(): Promise<void>;
  /** Sends a text of 100 letters; with `payloadBytes` a TLV of so many as well. */
  submit(owner: number, payloadBytes?: number): void;
}

/** The settings of a session with a server on this machine. */
export function bindSettingsFor(port: number, changes: Partial<BindSettings> = {}): BindSettings {
  return {
    host: '127.0.0.1',
    port,
    tls: null,
    systemId: 'zgoda',
    password: 'secret',
    systemType: '',
    mode: 'transceiver',
    interfaceVersion: 0x34,
    addressTon: 0,
    addressNpi: 0,
    addressRange: '',
    window: 50,
    connectTimeoutMs: 10_000,
    bindTimeoutMs: 10_000,
    responseTimeoutMs: 60_000,
    enquireLinkMs: 30_000,
    enquireTimeoutMs: 10_000,
    ...changes,
  };
}

const form = {
  head: submitHead('', { ton: 5, npi: 0, address: 'MyShop' }, { ton: 1, npi: 1 }),
  esmClass: 0,
  options: submitOptions({
    protocolId: 0,
    priority: 0,
    scheduleDeliveryTime: '',
    validityPeriod: '',
    registeredDelivery: 0,
    replaceIfPresent: 0,
  }),
  dataCoding: 0,
};
const text = Buffer.alloc(100, 'x');

/** Opens a session. `events` replace what is done by default: all is noted, deliveries are taken at once. */
export function openSession(
  settings: BindSettings,
  events: Partial<SessionEvents<number>> = {},
  log: Log = silentLog,
): TestSession {
  const clock = createManualClock();
  const sockets: Socket[] = [];
  const note = (message: unknown): void => void sockets.push((message as { socket: Socket }).socket);
  const answers = new Map<number, SubmitAnswer>();
  const lost = new Map<number, boolean>();
  const delivered: InboundPdu[] = [];
  const closed: CloseReason[] = [];
  subscribe('net.client.socket', note);
  const session = new Session<number>(
    settings,
    {
      bound: () => undefined,
      answered: (owner, _index, answer) => void answers.set(owner, answer),
      answeredLate: (owner, _index, answer) => void answers.set(owner, answer),
      lost: (owner, _index, written) => void lost.set(owner, written),
      delivered: async (pdu) => void delivered.push(pdu),
      settled: () => void tested.settled++,
      closed: (reason) => void closed.push(reason),
      ...events,
    },
    clock,
    log,
  );
  unsubscribe('net.client.socket', note);
  const tested: TestSession = {
    session,
    clock,
    socket: sockets[0] as Socket,
    answers,
    lost,
    delivered,
    closed,
    settled: 0,
    bound: () => until(() => session.isBound),
    submit(owner, payloadBytes = 0) {
      const tlvs = Buffer.alloc(payloadBytes === 0 ? 0 : payloadBytes + 4);
      if (tlvs.length > 0) tlvs.writeUInt32BE(0x04240000 + payloadBytes, 0);
      session.send(owner, 0, form, '447700900001', text, tlvs, clock.monotonicMs());
    },
  };
  return tested;
}

/** A log that keeps its warnings and errors. */
export function keepingLog(): Log & { readonly lines: [message: string, fields: LogFields | undefined][] } {
  const lines: [string, LogFields | undefined][] = [];
  const keep = (message: string, fields?: LogFields): void => void lines.push([message, fields]);
  return { ...silentLog, warn: keep, error: keep, lines };
}
