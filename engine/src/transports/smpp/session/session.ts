import type { Clock } from '../../../shared/clock';
import type { Log } from '../../../shared/log';
import { ChunkText } from '../codec/chunkText';
import { commands, responseBit } from '../codec/commands';
import { commandStatus } from '../codec/commandStatus';
import { decodePdu, type Malformed } from '../codec/decodePdu';
import type { FramingProblem } from '../codec/frameReader';
import type { Pdu } from '../codec/pdu';
import {
  readSubmitAnswer,
  submitSmBytes,
  writeSubmitSm,
  writeSubmitText,
  type SubmitAnswer,
  type SubmitForm,
  type TextWriter,
} from '../codec/submitSm';
import { readUint32 } from '../codec/uint32';
import { guarded } from '../guarded';
import { RareWarning } from '../rareWarning';
import { Timers } from '../timers';
import type { BindSettings } from './bindSettings';
import {
  bindRefused,
  bindUnanswered,
  closedByUs,
  hungUp,
  noConnection,
  socketFailed,
  unreachable,
  unreadable,
  type CloseReason,
} from './closeReason';
import { Deliveries } from './deliveries';
import { LateRequests } from './lateRequests';
import { PeerWatch } from './peerWatch';
import { RequestRing } from './requestRing';
import type { BoundSession, InboundPdu, SessionEvents } from './sessionEvents';
import { Wire } from './wire';

type State = 'connecting' | 'binding' | 'bound' | 'leaving' | 'closed';

const noTlvs = {};
const longestHeartbeatMs = 1_000;
const goodbyeMs = 2_000;
const oldestVersionWithTlvs = 0x34;
const bindResponses: ReadonlySet<number> = new Set([
  commands.bind_transceiver_resp.id,
  commands.bind_transmitter_resp.id,
  commands.bind_receiver_resp.id,
]);

/** One connection and its bind, from the first packet to the last. Never throws for what the peer does. */
export class Session<Owner> implements BoundSession {
  /** False once the peer has said that it speaks a version without TLVs. */
  takesTlvs = true;
  private state: State = 'connecting';
  private readonly ring: RequestRing<Owner>;
  private readonly late = new LateRequests<Owner>();
  private readonly texts = new ChunkText();
  private readonly wire: Wire;
  private readonly timers: Timers;
  private stopPhase: () => void;
  private nowMs: number;
  private readonly peer: PeerWatch;
  private readonly unreadable: RareWarning;
  private readonly deliveries: Deliveries;
  /** Called when it has closed, once it was asked to. */
  private readonly leavers: (() => void)[] = [];
  private unbindSent = false;
  private peerLeft = false;

  constructor(
    private readonly settings: BindSettings,
    private readonly events: SessionEvents<Owner>,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.nowMs = clock.monotonicMs();
    this.peer = new PeerWatch(settings, this.nowMs);
    this.unreadable = new RareWarning('smpp pdu unreadable', log, clock);
    this.deliveries = new Deliveries(events, (pdu, status) => this.answerDelivery(pdu, status));
    this.ring = new RequestRing<Owner>(settings.window);
    this.timers = new Timers(clock);
    this.stopPhase = this.timers.after(settings.connectTimeoutMs, () => this.end(noConnection(settings)));
    let secured = false;
    this.wire = new Wire(
      settings,
      {
        opened: () => {
          secured = true;
          this.bind();
        },
        reading: () => {
          this.texts.begin();
          this.nowMs = clock.monotonicMs();
          // While bytes for it wait, only what shows that it reads tells that it is there.
          if (!this.wire.blocked) this.peer.heard(this.nowMs);
        },
        frame: (bytes, start, end) => this.frame(bytes, start, end),
        settled: () => this.settled(),
        drained: () => {
          this.peer.heard(clock.monotonicMs());
          this.settled();
        },
        flushed: () => this.ring.markFlushed(),
        unreadable: (problem) => this.lostFraming(problem),
        failed: (error) => this.end(this.brokeOff(error, secured)),
        ended: () => this.end(hungUp(settings, this.state === 'binding')),
      },
      log,
    );
  }

  /** Requests that may be sent now. */
  get room(): number {
    return this.state === 'bound' && !this.wire.blocked ? this.ring.free : 0;
  }

  get inFlight(): number {
    return this.ring.size;
  }

  /** Calls `visit` with the owner of each request in flight. */
  eachInFlight(visit: (owner: Owner) => void): void {
    this.ring.eachOwner(visit);
  }

  get isBound(): boolean {
    return this.state === 'bound';
  }

  /** Sends one submit_sm. There must be `room`. `tlvs` are encoded; `nowMs` is monotonic. */
  send(
    owner: Owner,
    index: number,
    form: SubmitForm,
    destination: string,
    shortMessage: Buffer,
    tlvs: Buffer,
    nowMs: number,
  ): void {
    const at = this.wire.reserve(submitSmBytes(form, destination, shortMessage.length, tlvs.length));
    const sequence = this.ring.add(owner, index, nowMs);
    writeSubmitSm(this.wire.slab.bytes, at, sequence, form, destination, shortMessage, tlvs);
  }

  /** Sends a text as one submit_sm, encoded by `write` on its way out; false, with nothing sent, when `write` cannot. */
  sendText(
    owner: Owner,
    form: SubmitForm,
    destination: string,
    text: string,
    write: TextWriter,
    nowMs: number,
  ): boolean {
    const at = this.wire.reserve(submitSmBytes(form, destination, text.length, 0));
    const sequence = this.ring.add(owner, 0, nowMs);
    const { slab } = this.wire;
    if (writeSubmitText(slab.bytes, at, sequence, form, destination, text, write)) return true;
    this.ring.take(this.ring.find(sequence));
    slab.giveBack(at);
    return false;
  }

  /** Takes no more requests, waits at most `drainMs` for answers in flight, unbinds and closes. */
  close(drainMs: number): Promise<void> {
    if (this.state === 'closed') return Promise.resolve();
    return new Promise((resolve) => {
      this.leavers.push(resolve);
      if (this.peerLeft) return;
      if (this.state !== 'bound') {
        if (this.leavers.length === 1) this.end(closedByUs);
        return;
      }
      this.state = 'leaving';
      this.timers.after(drainMs, () => this.unbind());
      this.leaveWhenDrained();
    });
  }

  private bind(): void {
    if (this.state !== 'connecting') return;
    this.state = 'binding';
    this.stopPhase();
    const { settings } = this;
    this.stopPhase = this.timers.after(settings.bindTimeoutMs, () => this.end(bindUnanswered(settings)));
    const { mode, systemId, password, systemType, interfaceVersion } = settings;
    const { addressTon, addressNpi, addressRange } = settings;
    const who = { systemId, password, systemType, interfaceVersion, addressTon, addressNpi, addressRange };
    this.wire.send({ command: `bind_${mode}`, status: 0, sequence: this.ring.takeSequence(), tlvs: noTlvs, ...who });
  }

  private frame(bytes: Buffer, start: number, end: number): void {
    if (readUint32(bytes, start + 4) === commands.submit_sm_resp.id) {
      this.answer(readUint32(bytes, start + 12), readSubmitAnswer(bytes, start, end, this.texts));
      return;
    }
    const decoded = decodePdu(bytes, start, end);
    if (decoded.ok) this.handle(decoded.pdu);
    else this.refuse(decoded.malformed, readUint32(bytes, start + 8));
  }

  private handle(pdu: Pdu): void {
    const { sequence } = pdu;
    switch (pdu.command) {
      case 'deliver_sm':
      case 'data_sm':
        return this.deliveries.take(pdu, this);
      case 'enquire_link':
        return this.wire.send({ command: 'enquire_link_resp', status: 0, sequence, tlvs: noTlvs });
      case 'bind_transceiver_resp':
      case 'bind_transmitter_resp':
      case 'bind_receiver_resp':
        // Its sequence number is not looked at: servers exist that answer with another.
        return this.bindAnswered(pdu.status, pdu.tlvs.scInterfaceVersion);
      case 'generic_nack':
        return this.nacked(sequence, pdu.status);
      case 'unbind':
        this.wire.send({ command: 'unbind_resp', status: 0, sequence, tlvs: noTlvs });
        return this.peerLeaves();
      case 'unbind_resp':
        if (this.unbindSent) this.end(closedByUs);
        return;
      case 'enquire_link_resp':
        return this.peer.heard(this.nowMs);
      case 'alert_notification':
        return;
      default:
        if ((commands[pdu.command].id & responseBit) === 0) this.nack(sequence, commandStatus.ESME_RINVCMDID);
    }
  }

  private bindAnswered(status: number, peerVersion: number | undefined): void {
    if (this.state !== 'binding') return;
    if (status !== 0) {
      this.end(bindRefused(this.settings, status));
      return;
    }
    this.stopPhase();
    this.takesTlvs = peerVersion === undefined || peerVersion >= oldestVersionWithTlvs;
    if (!this.takesTlvs) this.log.warn('smpp operator speaks a version without TLVs', { version: peerVersion });
    this.state = 'bound';
    this.beat();
    this.events.bound();
  }

  private nacked(sequence: number, status: number): void {
    if (this.state === 'binding') this.bindAnswered(status || commandStatus.ESME_RSYSERR, undefined);
    else this.answer(sequence, { status: status || commandStatus.ESME_RUNKNOWNERR, messageId: '', congestion: -1 });
  }

  private answer(sequence: number, answer: SubmitAnswer): void {
    const slot = this.ring.find(sequence);
    if (slot === -1) return this.answerLate(sequence, answer);
    this.peer.heard(this.nowMs);
    const index = this.ring.indexAt(slot);
    const sentAtMs = this.ring.sentAt(slot);
    const owner = this.ring.take(slot);
    if (answer.status === commandStatus.ESME_RINVBNDSTS) {
      // The operator has forgotten the bind: the text was not taken, and no other will be.
      this.lose(owner, index, false);
      this.end(unreachable(this.settings, 'it says that the session is not bound'));
      return;
    }
    this.events.answered(owner, index, answer, sentAtMs);
  }

  private answerLate(sequence: number, answer: SubmitAnswer): void {
    const request = this.late.take(sequence);
    if (request !== undefined) this.events.answeredLate(request.owner, request.index, answer);
  }

  private answerDelivery({ command, sequence }: InboundPdu, status: number): void {
    if (this.state === 'closed') return;
    this.wire.send({ command: `${command}_resp`, status, sequence, tlvs: noTlvs, messageId: '' });
  }

  /** `givenStatus`: the command_status of the header, which can be read in any case. */
  private refuse({ commandId, sequence, status, problem }: Malformed, givenStatus: number): void {
    this.unreadable.happened({ commandId, problem });
    if ((commandId & responseBit) === 0) this.nack(sequence, status);
    else if (bindResponses.has(commandId)) this.bindAnswered(givenStatus, undefined);
  }

  private lostFraming(problem: FramingProblem): void {
    this.nack(0, commandStatus.ESME_RINVCMDLEN);
    this.wire.flush();
    this.end(unreadable(problem, this.state === 'bound' || this.state === 'leaving'));
  }

  /** The operator unbinds: once it has answered what is in flight, or after a moment, the connection ends. */
  private peerLeaves(): void {
    if (this.state === 'closed') return;
    this.state = 'leaving';
    this.peerLeft = true;
    this.timers.after(goodbyeMs, () => this.end(unreachable(this.settings, 'the operator ended the session')));
  }

  /** Looks after deadlines for as long as the session is bound. */
  private beat(hasRead = true): void {
    const { enquireLinkMs, enquireTimeoutMs, responseTimeoutMs } = this.settings;
    const everyMs = Math.min(longestHeartbeatMs, enquireLinkMs / 4, enquireTimeoutMs / 4, responseTimeoutMs / 4);
    const setAtMs = this.clock.monotonicMs();
    this.timers.after(everyMs, () => {
      this.nowMs = this.clock.monotonicMs();
      // Timers come before the socket: after a standstill, answers that wait there are read before any is missed.
      const stoodStill = hasRead && this.nowMs - setAtMs > 2 * everyMs;
      if (!stoodStill) this.judge();
      this.beat(!stoodStill);
    });
  }

  private judge(): void {
    this.loseSentBy(this.nowMs - this.settings.responseTimeoutMs);
    guarded(this.log, () => this.settled());
    if (this.state === 'bound') this.lookAfterPeer();
    this.wire.flush();
  }

  private lookAfterPeer(): void {
    const found = this.peer.look(this.nowMs);
    if (found === 'gone') this.end(unreachable(this.settings, 'the connection went silent'));
    if (found !== 'ask') return;
    this.wire.send({ command: 'enquire_link', status: 0, sequence: this.ring.takeSequence(), tlvs: noTlvs });
  }

  private settled(): void {
    if (this.state === 'closed') return;
    this.events.settled();
    this.leaveWhenDrained();
  }

  private leaveWhenDrained(): void {
    if (this.state !== 'leaving' || this.ring.size > 0) return;
    if (this.peerLeft) this.wire.finish();
    else this.unbind();
  }

  private unbind(): void {
    if (this.state !== 'leaving' || this.unbindSent) return;
    this.unbindSent = true;
    this.wire.send({ command: 'unbind', status: 0, sequence: this.ring.takeSequence(), tlvs: noTlvs });
    this.timers.after(goodbyeMs, () => this.end(closedByUs));
  }

  private nack(sequence: number, status: number): void {
    this.wire.send({ command: 'generic_nack', status, sequence, tlvs: noTlvs });
  }

  private brokeOff(error: NodeJS.ErrnoException, secured: boolean): CloseReason {
    const hungUpOnBind = this.state === 'binding' && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
    return hungUpOnBind ? hungUp(this.settings, true) : socketFailed(this.settings, error, secured);
  }

  private loseSentBy(sentByMs: number): void {
    this.ring.takeSentBy(sentByMs, (owner, index, written, sequence) => {
      this.late.add(sequence, { owner, index });
      this.lose(owner, index, written);
    });
  }

  /** One owner's fault must not keep the others from being settled. */
  private lose(owner: Owner, index: number, written: boolean): void {
    guarded(this.log, () => this.events.lost(owner, index, written));
  }

  private end(reason: CloseReason): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    this.timers.close();
    this.wire.close();
    this.loseSentBy(Infinity);
    guarded(this.log, () => this.events.closed(this.leavers.length > 0 ? closedByUs : reason));
    for (const left of this.leavers) left();
  }
}
