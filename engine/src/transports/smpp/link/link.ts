import type { ZgodaError } from '../../../shared/errors';
import type { Clock } from '../../../shared/clock';
import type { Log } from '../../../shared/log';
import type { Random } from '../../../shared/random';
import { commandStatus, describeStatus } from '../codec/commandStatus';
import { canonicalId } from '../messageId';
import type { SubmitAnswer, TextWriter } from '../codec/submitSm';
import type { BindSettings } from '../session/bindSettings';
import type { Session } from '../session/session';
import type { BoundSession, InboundPdu, SessionEvents } from '../session/sessionEvents';
import type { ReconnectSettings } from './bindKeeper';
import { Binds } from './binds';
import { LinkMeter } from './linkMeter';
import type { LinkStatistics } from './linkStatistics';
import { TickTime } from '../tickTime';
import { Timers } from '../timers';
import type { Pacer } from './pacer';
import type { PacerTurns } from './pacerTurns';
import { isTooMuch, type RetrySettings } from './refusal';
import { Retries, type RetryPorts } from './retries';
import { sendPart } from './sendPart';
import { Submission, type SubmissionOutcome, type Submittable } from './submission';
import { SubmitQueue } from './submitQueue';

export interface LinkSettings extends RetrySettings {
  /** One entry for each connection to keep up. */
  readonly binds: readonly BindSettings[];
  readonly reconnect: ReconnectSettings;
}

/** Whether the link can send; `problem` is what keeps one of its binds down. */
export interface LinkStatus {
  readonly state: 'connecting' | 'ready' | 'waiting' | 'closed';
  readonly problem: ZgodaError | null;
}

export interface LinkEvents {
  status(status: LinkStatus): void;
  /** There is room. */
  drained(): void;
  /** See `SessionEvents.delivered`. */
  delivered(pdu: InboundPdu, on: BoundSession): Promise<void>;
}

export interface LinkPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly writeText: TextWriter;
  /** Shared with the other links of the account. */
  readonly turns: PacerTurns;
}

/** Faults of the operator's own that pass: its system failed (SMPP 3.4 section 5.1.3), or a part of it is away. */
const passingFaults: ReadonlySet<number> = new Set([commandStatus.ESME_RSYSERR, commandStatus.ESME_RX_T_APPN]);
/** What says that a text was not taken, and that another try may be. */
const notTaken: ReadonlySet<number> = new Set([...passingFaults, commandStatus.ESME_RINVBNDSTS]);
const congestedAt = 90;
const holdCheckMs = 1_000;
const tickMs = 1_000;
/** What waits for the pacer waits at most about this long: the rest can still be overtaken in the store. */
const queuedAheadMs = 250;
const urgentAheadMs = 500;

/** Binds of one account behind one queue: order, pacing, throttling, and exactly one outcome for each message. */
export class Link {
  private readonly binds: Binds<Submission>;
  private readonly time: TickTime;
  private readonly pacer: Pacer;
  private readonly queue = new SubmitQueue();
  private readonly retries: Retries;
  /** Whether every operator that is bound takes TLVs. */
  takesTlvs = true;
  private lastOrder = 0;
  private readonly timers: Timers;
  /** Whether a timer looks after what waits too long. */
  private holding = false;
  private readonly turn = (nowMs: number): void => this.resume(nowMs);
  /** Called when nothing waits any more. */
  private onEmpty: () => void = () => undefined;
  private current: LinkStatus = { state: 'connecting', problem: null };
  private closing = false;
  private readonly meter: LinkMeter;

  constructor(
    private readonly settings: LinkSettings,
    private readonly events: LinkEvents,
    private readonly ports: LinkPorts,
  ) {
    const { clock } = ports;
    this.time = new TickTime(clock);
    this.timers = new Timers(clock);
    this.pacer = ports.turns.pacer;
    this.meter = new LinkMeter(clock.monotonicMs());
    this.binds = new Binds<Submission>(settings.binds, settings.reconnect, this.sessionEvents(), ports);
    this.retries = new Retries(settings, this.retryPorts());
  }

  open(): void {
    this.binds.open();
    this.tick();
  }

  /** Segments that may be submitted now without waiting long. */
  room(): number {
    return this.queue.retrying ? 0 : this.roomAhead(queuedAheadMs, this.queue.waiting);
  }

  /** Urgent segments that may be: they go before the others. */
  urgentRoom(): number {
    return this.roomAhead(urgentAheadMs, this.queue.urgentWaiting);
  }

  private roomAhead(aheadMs: number, waiting: number): number {
    const nowMs = this.time.nowMs();
    if (this.closing || this.pacer.paused(nowMs)) return 0;
    const ahead = Math.max(1, (this.ports.turns.share(this.turn, nowMs) * aheadMs) / 1_000);
    return Math.max(0, Math.floor(Math.min(this.binds.room, ahead)) - waiting);
  }

  /** Takes a message; `done` is called exactly once, never before this returns when nothing can be sent. */
  submit(message: Submittable, isUrgent: boolean, done: (outcome: SubmissionOutcome) => void): void {
    if (this.closing || this.current.state !== 'ready') {
      process.nextTick(done, { outcome: 'unsent' });
      return;
    }
    const nowMs = this.time.nowMs();
    if (this.pacer.paces && this.queue.waiting === 0 && this.binds.inFlight === 0) this.pacer.idle(nowMs);
    const submission = new Submission(message, isUrgent, ++this.lastOrder, nowMs, done, this.ports.log);
    if (this.sendAtOnce(submission, nowMs)) return;
    this.queue.push(submission);
    this.pump(nowMs);
    if (this.queue.waiting > 0) this.watchHolding();
  }

  /** Writes no more of these messages. */
  revoke(ids: ReadonlySet<string>): void {
    const isRevoked = ({ message }: Submission): boolean => ids.has(message.id);
    // One in flight comes back into the queue when the operator says "too fast".
    const revoke = (submission: Submission): void => {
      if (isRevoked(submission)) submission.revoke();
    };
    this.binds.eachInFlight(revoke);
    this.retries.hurry(isRevoked);
    this.queue.remove(isRevoked);
  }

  status(): LinkStatus {
    return this.current;
  }

  statistics(): LinkStatistics {
    const { binds } = this;
    const { counts, latency } = this.meter;
    const nowMs = this.time.nowMs();
    return {
      ...counts,
      acceptedPerSecond: this.meter.acceptedPerSecond(nowMs),
      inFlight: binds.inFlight,
      window: binds.window,
      waiting: this.queue.waiting,
      segmentsPerSecond: this.ports.turns.share(this.turn, nowMs),
      latencyP50Ms: latency.percentileMs(0.5),
      latencyP95Ms: latency.percentileMs(0.95),
      latencyP99Ms: latency.percentileMs(0.99),
      reconnects: binds.reconnects,
      bound: binds.bound,
    };
  }

  /**
   * Gives back what was not begun; within `drainMs` sends the rest of what was, and waits for answers; then unbinds and
   * closes, which takes two seconds at most.
   */
  async close(drainMs: number): Promise<void> {
    this.closing = true;
    const endMs = this.ports.clock.monotonicMs() + drainMs;
    this.retries.hurry(() => true);
    this.queue.remove((submission) => submission.untouched);
    this.resume();
    await this.finishBegun(drainMs);
    const leftMs = Math.max(0, endMs - this.ports.clock.monotonicMs());
    await this.binds.close(leftMs);
    this.queue.remove(() => true);
    this.timers.close();
    this.refreshStatus();
  }

  /** Resolves once no part of a message that was begun waits any more, or after `drainMs`. */
  private finishBegun(drainMs: number): Promise<void> {
    if (this.queue.waiting === 0 || !this.binds.canSend) return Promise.resolve();
    return new Promise((resolve) => {
      this.onEmpty = resolve;
      this.timers.after(drainMs, resolve);
    });
  }

  private sessionEvents(): SessionEvents<Submission> {
    return {
      bound: () => {
        this.takesTlvs = this.binds.takesTlvs;
        this.refreshStatus();
        this.resume();
      },
      answered: (submission, index, answer, sentAtMs) => {
        this.meter.latency.add(this.time.nowMs() - sentAtMs);
        this.answered(submission, index, answer, sentAtMs);
      },
      answeredLate: (submission, index, answer) => this.answeredLate(submission, index, answer),
      lost: (submission, _index, written) => {
        this.meter.counts.lost++;
        submission.lose(written);
      },
      delivered: (pdu, on) => this.events.delivered(pdu, on),
      settled: () => this.resume(),
      closed: () => {
        this.refreshStatus();
        if (this.current.state === 'ready') this.resume();
        else this.queue.remove((submission) => submission.untouched);
      },
    };
  }

  private retryPorts(): RetryPorts {
    const { queue, pacer, timers } = this;
    return {
      queue,
      pacer,
      timers,
      inFlight: () => this.binds.inFlight,
      taken: () => this.meter.counts.accepted,
      segmentsPerSecond: (nowMs) => this.ports.turns.share(this.turn, nowMs) || pacer.rate(nowMs),
      isClosing: () => this.closing,
      putBack: (submission, index) => this.putBack(submission, index),
      resume: () => this.resume(),
    };
  }

  private answered(submission: Submission, index: number, answer: SubmitAnswer, sentAtMs: number): void {
    const { status } = answer;
    if (answer.congestion >= congestedAt) this.pacer.congested(this.time.nowMs());
    if (status === 0) {
      if (this.pacer.wary) this.pacer.accepted(sentAtMs);
      submission.accept(index, this.taken(submission, answer));
      return;
    }
    if (isTooMuch(status)) {
      this.meter.counts.throttled++;
      this.retries.tooMuch(submission, index, status, sentAtMs, this.time.nowMs());
      return;
    }
    if (passingFaults.has(status) && this.retries.passingFault(submission, index)) return;
    this.meter.counts.rejected++;
    submission.reject(describeStatus(status));
  }

  private answeredLate(submission: Submission, index: number, answer: SubmitAnswer): void {
    const { status } = answer;
    if (status === 0) return submission.acceptLate(index, this.taken(submission, answer));
    if (isTooMuch(status)) {
      this.meter.counts.throttled++;
      this.pacer.throttled(this.time.nowMs());
    }
    if (isTooMuch(status) || notTaken.has(status)) return submission.rejectLate(null);
    this.meter.counts.rejected++;
    submission.rejectLate(describeStatus(status));
  }

  /** Has a part sent again. A message of which nothing else is under way may go on over another session. */
  private putBack(submission: Submission, index: number): void {
    if (submission.waiting === submission.open - 1) submission.session = null;
    this.queue.putBack(submission, index);
    if (this.closing) this.queue.remove((other) => other.untouched);
    this.watchHolding();
  }

  /** The canonical id of a part that the operator took. */
  private taken({ message }: Submission, { messageId }: SubmitAnswer): string {
    this.meter.counts.accepted += message.segmentsPerPart;
    return canonicalId(messageId);
  }

  /** Sends what may be sent, then tells whether there is room for more. */
  private resume(nowMs = this.time.nowMs()): void {
    if (this.queue.waiting > 0) this.pump(nowMs);
    if (this.queue.waiting === 0) this.onEmpty();
    if (this.room() > 0) this.events.drained();
  }

  private pump(nowMs: number): void {
    for (;;) {
      const submission = this.queue.next();
      if (submission === undefined) return;
      const session = this.sessionFor(submission);
      if (session === null) return;
      if (!this.takeTurn(submission, nowMs)) return;
      const { nextIndex } = this.queue;
      this.queue.takeNext();
      sendPart(submission, nextIndex, session, this.ports.writeText, nowMs);
    }
  }

  /** Sends a message of one part, as most are, past the empty queue; false when it has to wait. */
  private sendAtOnce(submission: Submission, nowMs: number): boolean {
    if (this.queue.waiting > 0 || submission.open > 1) return false;
    const session = this.sessionFor(submission);
    if (session === null || !this.takeTurn(submission, nowMs)) return false;
    submission.waiting = 0;
    sendPart(submission, 0, session, this.ports.writeText, nowMs);
    return true;
  }

  private takeTurn({ message }: Submission, nowMs: number): boolean {
    return this.ports.turns.take(this.turn, nowMs, message.segmentsPerPart);
  }

  /** A session with room: the one that has the message's other parts, else the freest. */
  private sessionFor(submission: Submission): Session<Submission> | null {
    const { session: pinned } = submission;
    if (pinned !== null && pinned.isBound) return pinned.room > 0 ? pinned : null;
    return this.binds.freest();
  }

  private tick(): void {
    this.timers.after(tickMs, () => {
      const isWorthTelling = this.meter.tick(this.ports.clock.monotonicMs());
      if (isWorthTelling) this.ports.log.info('smpp traffic', this.statistics());
      this.tick();
    });
  }

  /** While something waits, gives back what has waited too long. */
  private watchHolding(): void {
    if (this.holding) return;
    this.holding = true;
    this.timers.after(holdCheckMs, () => {
      this.holding = false;
      const oldestMs = this.ports.clock.monotonicMs() - this.settings.holdMs;
      this.queue.remove((submission) => submission.queuedAtMs < oldestMs && submission.untouched);
      if (this.queue.waiting > 0) this.watchHolding();
    });
  }

  private refreshStatus(): void {
    const next: LinkStatus = { state: this.stateNow(), problem: this.binds.problem };
    if (next.state === this.current.state && next.problem === this.current.problem) return;
    this.current = next;
    this.ports.turns.setSending(this.turn, next.state === 'ready');
    this.events.status(next);
  }

  private stateNow(): LinkStatus['state'] {
    if (this.closing) return 'closed';
    if (this.binds.canSend) return 'ready';
    return this.binds.problem === null ? 'connecting' : 'waiting';
  }
}
