import type { Socket } from 'node:net';
import type { Clock } from '../../../shared/clock';
import type { Log } from '../../../shared/log';
import { commands, responseBit } from '../codec/commands';
import { commandStatus } from '../codec/commandStatus';
import { decodePdu, type Malformed } from '../codec/decodePdu';
import { encodePdu } from '../codec/encodePdu';
import { createFrameReader, type FrameReader } from '../codec/frameReader';
import type { Pdu, PduOf } from '../codec/pdu';
import { readCongestionState, readMessageId, submitSmBytes, writeSubmitSm, type SubmitForm } from '../codec/submitSm';
import type { BindSettings } from './bindSettings';
import { bindRefused, closedByUs, socketFailed, unreachable, unreadable, type CloseReason } from './closeReason';
import { openSocket } from './openSocket';
import { RequestRing } from './requestRing';
import { Slab } from './slab';

/** A PDU that brings a text or a receipt. */
export type InboundPdu = PduOf<'deliver_sm'> | PduOf<'data_sm'>;

/** What a session tells its link. `Owner` is whatever the link gave with a request. */
export interface SessionEvents<Owner> {
  /** Requests may be sent. */
  bound(): void;
  /** The operator answered a request; `congestion` is 0 to 100, -1 when it does not say. */
  answered(owner: Owner, index: number, status: number, messageId: string, congestion: number, latencyMs: number): void;
  /** A request will have no answer; `written`: it may have reached the operator. */
  lost(owner: Owner, index: number, written: boolean): void;
  /** The operator is answered once this settles: resolved as taken, rejected as "send it again". */
  delivered(pdu: InboundPdu): Promise<void>;
  /** A batch of events is over, or the socket takes bytes again: there may be room. */
  settled(): void;
  /** Over, with every request settled before. */
  closed(reason: CloseReason): void;
}

type State = 'connecting' | 'binding' | 'bound' | 'leaving' | 'closed';

const noTlvs = {};
// Beyond these the operator is asked to send again: memory stays bounded when the store is slow.
const mostDeliveriesUnanswered = 5_000;
const longestHeartbeatMs = 1_000;
const goodbyeMs = 2_000;

/** One connection and its bind, from the first packet to the last. Never throws for what the peer does. */
export class Session<Owner> {
  private state: State = 'connecting';
  private readonly socket: Socket;
  private readonly ring: RequestRing<Owner>;
  private readonly slab: Slab;
  private readonly reader: FrameReader;
  private reading = false;
  private flushAsked = false;
  private blocked = false;
  private secured = false;
  private nowMs: number;
  private lastReceivedMs: number;
  /** When the peer was asked whether it is there; 0: it was not, or it has answered. */
  private enquiredMs = 0;
  private unanswered = 0;
  private stopTimer: () => void;
  private leave: { readonly left: () => void } | null = null;

  constructor(
    private readonly settings: BindSettings,
    private readonly events: SessionEvents<Owner>,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.nowMs = clock.monotonicMs();
    this.lastReceivedMs = this.nowMs;
    this.ring = new RequestRing<Owner>(settings.window);
    this.slab = new Slab((bytes, reusable) => this.write(bytes, reusable));
    this.reader = createFrameReader((bytes, start, end) => this.guardedFrame(bytes, start, end));
    this.stopTimer = clock.after(settings.connectTimeoutMs, () => this.giveUp('no connection in time'));
    this.socket = openSocket(settings, () => this.bind());
    this.socket.on('data', (chunk: Buffer) => this.receive(chunk));
    this.socket.on('drain', () => this.unblock());
    this.socket.on('error', (error) => this.end(socketFailed(settings, error, this.secured)));
    this.socket.on('close', () => this.end(unreachable(settings, 'the operator closed the connection')));
  }

  /** Requests that may be sent now. */
  get room(): number {
    return this.state === 'bound' && !this.blocked ? this.ring.free : 0;
  }

  get inFlight(): number {
    return this.ring.size;
  }

  get isBound(): boolean {
    return this.state === 'bound';
  }

  /** Sends one submit_sm. There must be `room`. `tlvs` are encoded; `nowMs` is monotonic. */
  send(owner: Owner, index: number, form: SubmitForm, shortMessage: Buffer, tlvs: Buffer, nowMs: number): void {
    const at = this.slab.reserve(submitSmBytes(form, shortMessage, tlvs));
    const sequence = this.ring.add(owner, index, nowMs);
    writeSubmitSm(this.slab.bytes, at, sequence, form, shortMessage, tlvs);
    this.askFlush();
  }

  /** Takes no more requests, waits at most `drainMs` for answers in flight, unbinds and closes. */
  close(drainMs: number): Promise<void> {
    if (this.state === 'closed') return Promise.resolve();
    return new Promise((left) => {
      const before = this.leave?.left;
      this.leave = { left: () => (before?.(), left()) };
      if (before !== undefined) return;
      if (this.state !== 'bound') {
        this.end(closedByUs);
        return;
      }
      this.state = 'leaving';
      this.clock.after(drainMs, () => this.unbind());
      this.unbindWhenDrained();
    });
  }

  private bind(): void {
    if (this.state !== 'connecting') return;
    this.secured = true;
    this.state = 'binding';
    this.stopTimer();
    this.stopTimer = this.clock.after(this.settings.bindTimeoutMs, () => this.giveUp('no answer to the bind in time'));
    const { mode, systemId, password, systemType, interfaceVersion, addressTon, addressNpi, addressRange } =
      this.settings;
    this.sendPdu({
      command: `bind_${mode}`,
      status: 0,
      sequence: this.ring.takeSequence(),
      tlvs: noTlvs,
      systemId,
      password,
      systemType,
      interfaceVersion,
      addressTon,
      addressNpi,
      addressRange,
    });
  }

  private receive(chunk: Buffer): void {
    this.nowMs = this.clock.monotonicMs();
    this.lastReceivedMs = this.nowMs;
    this.reading = true;
    const problem = this.reader.push(chunk);
    if (problem !== null && this.state !== 'closed') {
      this.nack(0, commandStatus.ESME_RINVCMDLEN);
      this.slab.flush();
      this.end(unreadable(problem, this.state !== 'binding' && this.state !== 'connecting'));
    }
    if (this.state !== 'closed') this.events.settled();
    this.reading = false;
    if (this.leave !== null) this.unbindWhenDrained();
    this.flush();
  }

  /** A fault in what handles one frame must not deafen the session to the next. */
  private guardedFrame(bytes: Buffer, start: number, end: number): boolean {
    try {
      this.frame(bytes, start, end);
    } catch (error) {
      this.log.error('smpp frame failed', { problem: error instanceof Error ? error.name : typeof error });
    }
    return this.state !== 'closed';
  }

  private frame(bytes: Buffer, start: number, end: number): void {
    if (bytes.readUInt32BE(start + 4) === commands.submit_sm_resp.id) {
      const congestion = readCongestionState(bytes, start, end);
      const status = bytes.readUInt32BE(start + 8);
      this.answer(bytes.readUInt32BE(start + 12), status, readMessageId(bytes, start, end), congestion);
      return;
    }
    const decoded = decodePdu(bytes, start, end);
    if (decoded.ok) this.handle(decoded.pdu);
    else this.refuse(decoded.malformed);
  }

  private handle(pdu: Pdu): void {
    switch (pdu.command) {
      case 'deliver_sm':
      case 'data_sm':
        return this.deliver(pdu);
      case 'enquire_link':
        return this.sendPdu({ command: 'enquire_link_resp', status: 0, sequence: pdu.sequence, tlvs: noTlvs });
      case 'bind_transceiver_resp':
      case 'bind_transmitter_resp':
      case 'bind_receiver_resp':
        // Its sequence number is not looked at: servers exist that answer with another.
        return this.bindAnswered(pdu.status);
      case 'generic_nack':
        if (this.state === 'binding') return this.bindAnswered(pdu.status || commandStatus.ESME_RSYSERR);
        return this.answer(pdu.sequence, pdu.status || commandStatus.ESME_RUNKNOWNERR, '', -1);
      case 'unbind':
        this.sendPdu({ command: 'unbind_resp', status: 0, sequence: pdu.sequence, tlvs: noTlvs });
        return this.peerLeaves();
      case 'unbind_resp':
        if (this.leave !== null) this.end(closedByUs);
        return;
      case 'enquire_link_resp':
      case 'alert_notification':
        return;
      default:
        if ((commands[pdu.command].id & responseBit) === 0) this.nack(pdu.sequence, commandStatus.ESME_RINVCMDID);
    }
  }

  private bindAnswered(status: number): void {
    if (this.state !== 'binding') return;
    if (status !== 0) {
      this.end(bindRefused(this.settings, status));
      return;
    }
    this.state = 'bound';
    this.stopTimer();
    this.heartbeat();
    this.events.bound();
  }

  private answer(sequence: number, status: number, messageId: string, congestion: number): void {
    const slot = this.ring.find(sequence);
    if (slot === -1) return;
    const index = this.ring.indexAt(slot);
    const latencyMs = this.nowMs - this.ring.sentAt(slot);
    this.events.answered(this.ring.take(slot), index, status, messageId, congestion, latencyMs);
  }

  private deliver(pdu: InboundPdu): void {
    const command = `${pdu.command}_resp` as const;
    const answer = (status: number): void => {
      if (this.state === 'closed') return;
      this.sendPdu({ command, status, sequence: pdu.sequence, tlvs: noTlvs, messageId: '' });
    };
    if (this.unanswered >= mostDeliveriesUnanswered) return answer(commandStatus.ESME_RX_T_APPN);
    this.unanswered++;
    this.events.delivered(pdu).then(
      () => {
        this.unanswered--;
        answer(commandStatus.ESME_ROK);
      },
      () => {
        this.unanswered--;
        answer(commandStatus.ESME_RX_T_APPN);
      },
    );
  }

  private refuse({ commandId, sequence, status, problem }: Malformed): void {
    this.log.warn('smpp pdu unreadable', { commandId, problem });
    if ((commandId & responseBit) !== 0) return;
    this.nack(sequence, status);
  }

  /** The operator unbinds: it gets a moment to answer what is in flight, then the connection ends. */
  private peerLeaves(): void {
    if (this.state === 'bound') this.state = 'leaving';
    this.clock.after(goodbyeMs, () => this.end(unreachable(this.settings, 'the operator ended the session')));
    this.socket.end();
  }

  private heartbeat(): void {
    const { enquireLinkMs, enquireTimeoutMs, responseTimeoutMs } = this.settings;
    const everyMs = Math.min(longestHeartbeatMs, enquireLinkMs / 4, enquireTimeoutMs / 4, responseTimeoutMs / 4);
    this.stopTimer = this.clock.after(everyMs, () => {
      this.nowMs = this.clock.monotonicMs();
      this.ring.takeSentBy(this.nowMs - responseTimeoutMs, (owner, index, written) =>
        this.events.lost(owner, index, written),
      );
      this.events.settled();
      if (this.leave !== null) this.unbindWhenDrained();
      if (this.state === 'closed') return;
      if (!this.peerIsThere()) this.giveUp('the connection went silent');
      else this.heartbeat();
    });
  }

  /** Asks after a long silence; false when the question went unanswered. */
  private peerIsThere(): boolean {
    const { enquireLinkMs, enquireTimeoutMs } = this.settings;
    if (this.enquiredMs > 0 && this.lastReceivedMs > this.enquiredMs) this.enquiredMs = 0;
    if (this.enquiredMs > 0) return this.nowMs - this.enquiredMs < enquireTimeoutMs;
    if (this.nowMs - this.lastReceivedMs < enquireLinkMs) return true;
    this.enquiredMs = this.nowMs;
    this.sendPdu({ command: 'enquire_link', status: 0, sequence: this.ring.takeSequence(), tlvs: noTlvs });
    return true;
  }

  private unbindWhenDrained(): void {
    if (this.ring.size === 0) this.unbind();
  }

  private unbindSent = false;

  private unbind(): void {
    if (this.state !== 'leaving' || this.unbindSent) return;
    this.unbindSent = true;
    this.sendPdu({ command: 'unbind', status: 0, sequence: this.ring.takeSequence(), tlvs: noTlvs });
    this.clock.after(goodbyeMs, () => this.end(closedByUs));
  }

  private nack(sequence: number, status: number): void {
    this.sendPdu({ command: 'generic_nack', status, sequence, tlvs: noTlvs });
  }

  private sendPdu(pdu: Pdu): void {
    this.slab.append(encodePdu(pdu));
    this.askFlush();
  }

  private askFlush(): void {
    if (this.reading || this.flushAsked) return;
    this.flushAsked = true;
    process.nextTick(() => this.flush());
  }

  private flush(): void {
    this.flushAsked = false;
    if (this.state !== 'closed') this.slab.flush();
  }

  private write(bytes: Buffer, reusable: () => void): void {
    this.ring.markFlushed();
    if (!this.socket.write(bytes, reusable)) this.blocked = true;
  }

  private unblock(): void {
    this.blocked = false;
    if (this.state !== 'closed') this.events.settled();
  }

  private giveUp(problem: string): void {
    this.end(this.leave === null ? unreachable(this.settings, problem) : closedByUs);
  }

  private end(reason: CloseReason): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    this.stopTimer();
    this.socket.destroy();
    this.ring.takeSentBy(Infinity, (owner, index, written) => this.events.lost(owner, index, written));
    this.events.closed(this.leave === null ? reason : closedByUs);
    this.leave?.left();
  }
}
