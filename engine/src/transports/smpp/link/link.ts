import type { ZgodaError } from '../../../shared/errors';
import type { Clock } from '../../../shared/clock';
import type { Log } from '../../../shared/log';
import type { Random } from '../../../shared/random';
import { commandStatus, describeStatus } from '../codec/commandStatus';
import { canonicalId } from '../messageId';
import type { BindSettings } from '../session/bindSettings';
import type { InboundPdu, Session, SessionEvents } from '../session/session';
import { BindKeeper, type ReconnectSettings } from './bindKeeper';
import { LatencyHistogram } from './latencyHistogram';
import type { LinkStatistics } from './linkStatistics';
import { Pacer } from './pacer';
import { Submission, type SubmissionOutcome, type Submittable } from './submission';
import { SubmitQueue } from './submitQueue';

export interface LinkSettings {
  /** One entry for each connection to keep up. */
  readonly binds: readonly BindSettings[];
  readonly reconnect: ReconnectSettings;
  /** For all binds together; Infinity for no pacing. */
  readonly segmentsPerSecond: number;
  /** A message that waited this long with nothing of it sent comes back as unsent. */
  readonly holdMs: number;
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
  delivered(pdu: InboundPdu): Promise<void>;
}

export interface LinkPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

const noTlvs = Buffer.alloc(0);
const congestedAt = 90;
const holdCheckMs = 1_000;

/** All binds of one account behind one queue: order, pacing, throttling, and exactly one outcome for each message. */
export class Link {
  private readonly keepers: readonly BindKeeper<Submission>[];
  private readonly senders: readonly BindKeeper<Submission>[];
  private readonly pacer: Pacer;
  private readonly queue = new SubmitQueue();
  private lastOrder = 0;
  private stopWaking: (() => void) | null = null;
  private stopHolding: (() => void) | null = null;
  private current: LinkStatus = { state: 'connecting', problem: null };
  private closing = false;
  private readonly latency = new LatencyHistogram();
  private readonly counts = { accepted: 0, rejected: 0, throttled: 0, lost: 0 };

  constructor(
    private readonly settings: LinkSettings,
    private readonly events: LinkEvents,
    private readonly ports: LinkPorts,
  ) {
    const { clock, random, log } = ports;
    this.pacer = new Pacer(settings.segmentsPerSecond, clock.monotonicMs());
    const onSession = this.sessionEvents();
    this.keepers = settings.binds.map(
      (bind) => new BindKeeper<Submission>(bind, settings.reconnect, onSession, clock, random, log),
    );
    this.senders = this.keepers.filter(({ settings: { mode } }) => mode !== 'receiver');
  }

  open(): void {
    for (const keeper of this.keepers) keeper.open();
  }

  /** Segments that may be submitted now without waiting long. */
  room(): number {
    if (this.closing || this.queue.retrying) return 0;
    let free = 0;
    for (const { session } of this.senders) if (session !== null) free += session.room;
    // What waits for the pacer waits at most about a second.
    const perSecond = Math.max(1, this.pacer.rate(this.ports.clock.monotonicMs()));
    return Math.max(0, Math.floor(Math.min(free, perSecond)) - this.queue.waiting);
  }

  /** Takes a message; `done` is called exactly once, never before this returns when nothing can be sent. */
  submit(message: Submittable, done: (outcome: SubmissionOutcome) => void): void {
    if (this.closing || this.current.state !== 'ready') {
      process.nextTick(done, { outcome: 'unsent' });
      return;
    }
    const nowMs = this.ports.clock.monotonicMs();
    this.queue.push(new Submission(message, ++this.lastOrder, nowMs, done));
    this.pump(nowMs);
    if (this.queue.waiting > 0) this.watchHolding();
  }

  status(): LinkStatus {
    return this.current;
  }

  statistics(): LinkStatistics {
    const { latency, keepers } = this;
    return {
      ...this.counts,
      inFlight: keepers.reduce((sum, { session }) => sum + (session?.inFlight ?? 0), 0),
      waiting: this.queue.waiting,
      segmentsPerSecond: this.pacer.rate(this.ports.clock.monotonicMs()),
      latencyP50Ms: latency.percentileMs(0.5),
      latencyP95Ms: latency.percentileMs(0.95),
      latencyP99Ms: latency.percentileMs(0.99),
      reconnects: keepers.reduce((sum, { reconnects }) => sum + reconnects, 0),
      bound: keepers.filter(({ session }) => session?.isBound === true).length,
    };
  }

  /** Gives back what was not begun, waits at most `drainMs` for answers in flight, unbinds and closes. */
  async close(drainMs: number): Promise<void> {
    this.closing = true;
    this.queue.remove(() => true);
    this.stopWaking?.();
    this.stopHolding?.();
    await Promise.all(this.keepers.map((keeper) => keeper.close(drainMs)));
    this.queue.remove(() => true);
    this.refreshStatus();
  }

  private sessionEvents(): SessionEvents<Submission> {
    return {
      bound: () => {
        this.refreshStatus();
        this.events.drained();
      },
      answered: (submission, index, status, messageId, congestion, latencyMs) => {
        this.latency.add(latencyMs);
        if (congestion >= congestedAt) this.pacer.congested(this.ports.clock.monotonicMs());
        this.answered(submission, index, status, messageId);
      },
      lost: (submission, _index, written) => {
        this.counts.lost++;
        submission.lose(written);
      },
      delivered: (pdu) => this.events.delivered(pdu),
      settled: () => this.resume(),
      closed: () => {
        this.refreshStatus();
        if (this.current.state !== 'ready') this.queue.remove((submission) => submission.untouched);
      },
    };
  }

  private answered(submission: Submission, index: number, status: number, messageId: string): void {
    if (status === 0) {
      this.counts.accepted++;
      if (this.pacer.slowed) this.pacer.accepted(this.ports.clock.monotonicMs());
      submission.accept(index, canonicalId(messageId));
      return;
    }
    if (status === commandStatus.ESME_RTHROTTLED || status === commandStatus.ESME_RMSGQFUL) {
      this.counts.throttled++;
      this.pacer.throttled(this.ports.clock.monotonicMs());
      if (submission.waiting === submission.open - 1) submission.session = null;
      this.queue.putBack(submission, index);
      if (this.closing) this.queue.remove((other) => other === submission);
      else this.watchHolding();
      return;
    }
    this.counts.rejected++;
    submission.reject(describeStatus(status));
  }

  /** Sends what may be sent, then tells whether there is room for more. */
  private resume(): void {
    if (this.queue.waiting > 0) this.pump(this.ports.clock.monotonicMs());
    if (this.room() > 0) this.events.drained();
  }

  private pump(nowMs: number): void {
    for (;;) {
      const submission = this.queue.next();
      if (submission === undefined) return;
      const session = this.sessionFor(submission);
      if (session === null) return;
      if (!this.pacer.take(nowMs)) {
        this.wakeAfter(this.pacer.waitMs(nowMs));
        return;
      }
      const { nextIndex } = this.queue;
      this.queue.takeNext();
      const { message } = submission;
      submission.session = session;
      const tlvs = message.tlvs === null ? noTlvs : (message.tlvs[nextIndex] as Buffer);
      session.send(submission, nextIndex, message, message.parts[nextIndex] as Buffer, tlvs, nowMs);
    }
  }

  /** A session with room: the one that has the message's other parts, else the freest. */
  private sessionFor(submission: Submission): Session<Submission> | null {
    const { session: pinned } = submission;
    if (pinned !== null && pinned.isBound) return pinned.room > 0 ? pinned : null;
    let best: Session<Submission> | null = null;
    let bestRoom = 0;
    for (const { session } of this.senders) {
      const room = session === null ? 0 : session.room;
      if (room <= bestRoom) continue;
      best = session;
      bestRoom = room;
    }
    return best;
  }

  private wakeAfter(delayMs: number): void {
    if (this.stopWaking !== null || this.closing) return;
    this.stopWaking = this.ports.clock.after(Math.max(1, delayMs), () => {
      this.stopWaking = null;
      this.resume();
    });
  }

  /** While something waits, gives back what has waited too long. */
  private watchHolding(): void {
    if (this.stopHolding !== null) return;
    this.stopHolding = this.ports.clock.after(holdCheckMs, () => {
      this.stopHolding = null;
      const oldestMs = this.ports.clock.monotonicMs() - this.settings.holdMs;
      this.queue.remove((submission) => submission.queuedAtMs < oldestMs && submission.untouched);
      if (this.queue.waiting > 0) this.watchHolding();
    });
  }

  private refreshStatus(): void {
    const next: LinkStatus = { state: this.stateNow(), problem: this.problemNow() };
    if (next.state === this.current.state && next.problem === this.current.problem) return;
    this.current = next;
    this.events.status(next);
  }

  private stateNow(): LinkStatus['state'] {
    if (this.closing) return 'closed';
    if (this.senders.some(({ session }) => session?.isBound === true)) return 'ready';
    return this.keepers.some(({ problem }) => problem !== null) ? 'waiting' : 'connecting';
  }

  private problemNow(): ZgodaError | null {
    return this.keepers.find(({ problem }) => problem !== null)?.problem ?? null;
  }
}
