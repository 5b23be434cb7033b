import { describeStatus } from '../codec/commandStatus';
import type { Timers } from '../timers';
import { LaterParts } from './laterParts';
import type { Pacer } from './pacer';
import { judge, type RetrySettings } from './refusal';
import type { Submission } from './submission';
import type { SubmitQueue } from './submitQueue';

/** The link, as its retries see it. */
export interface RetryPorts {
  readonly queue: SubmitQueue;
  readonly pacer: Pacer;
  readonly timers: Timers;
  /** Parts in flight. */
  inFlight(): number;
  /** Parts that the operator took so far. */
  taken(): number;
  /** Segments a second that the link may count on. */
  segmentsPerSecond(nowMs: number): number;
  /** Whether there is no time to wait. */
  isClosing(): boolean;
  /** Has a part sent again in its turn. */
  putBack(submission: Submission, index: number): void;
  /** Something was put back. */
  resume(): void;
}

/** Longer than a timer is late. */
const shortestGapMs = 5;
const usualDelayMs = 1_000;

/** Sends parts again that the operator did not take, each when its time has come. */
export class Retries {
  private readonly later: LaterParts;

  constructor(
    private readonly settings: RetrySettings,
    private readonly ports: RetryPorts,
  ) {
    this.later = new LaterParts(ports.timers, ({ submission, index }) => ports.putBack(submission, index));
  }

  /** A part was too much for the operator; see `Verdict`. */
  tooMuch(submission: Submission, index: number, status: number, sentAtMs: number, nowMs: number): void {
    const { pacer, putBack } = this.ports;
    const { times, takenSince } = submission.tooMuch(index, this.ports.taken() - submission.taken);
    const verdict = judge(
      {
        status,
        takenSince,
        isAlone: this.isAlone(submission),
        isBegun: submission.reached,
        timesAside: submission.retriesOf(index),
        ageMs: nowMs - submission.queuedAtMs,
      },
      this.settings,
    );
    const isOver = this.isOver(submission);
    if (isOver || verdict === 'again' || verdict === 'afterOthers') pacer.throttled(nowMs, sentAtMs);
    if (isOver || verdict === 'again') return putBack(submission, index);
    if (verdict === 'refused') return submission.refuse(describeStatus(status));
    if (verdict === 'afterOthers') return this.wait(submission, index, this.otherFirstMs(nowMs));
    const tries = verdict === 'alone' ? times - 2 : submission.retriesOf(index);
    if (verdict === 'aside') submission.standAside(index);
    this.wait(submission, index, this.delayMs(tries));
  }

  /** A fault of the operator's own kept it from taking a part. False when the part has been tried often enough. */
  passingFault(submission: Submission, index: number): boolean {
    const delayMs = this.settings.retryDelaysMs[submission.retriesOf(index)];
    if (delayMs === undefined) return false;
    submission.retry(index);
    if (this.isOver(submission)) this.ports.putBack(submission, index);
    else this.wait(submission, index, delayMs);
    return true;
  }

  /** Gives back the parts of every submission that `matches`, now. */
  hurry(matches: (submission: Submission) => boolean): void {
    this.later.hurry(matches);
  }

  private isOver(submission: Submission): boolean {
    return this.ports.isClosing() || submission.failed;
  }

  /** Whether all that waits or is in flight is of this submission, of which a part was answered just now. */
  private isAlone({ waiting, open }: Submission): boolean {
    return this.ports.queue.waiting <= waiting && this.ports.inFlight() < open - waiting;
  }

  /** How long until another has gone out. */
  private otherFirstMs(nowMs: number): number {
    const gapMs = 1_500 / this.ports.segmentsPerSecond(nowMs);
    return this.ports.pacer.waitMs(nowMs) + Math.max(shortestGapMs, gapMs);
  }

  private delayMs(tries: number): number {
    const { retryDelaysMs } = this.settings;
    return retryDelaysMs[tries] ?? retryDelaysMs.at(-1) ?? usualDelayMs;
  }

  /** Has a part sent again after a while, and the rest of its text no sooner; others go on. */
  private wait(submission: Submission, index: number, delayMs: number): void {
    for (const each of [index, ...this.ports.queue.takeOut(submission)]) {
      this.later.add({ submission, index: each }, delayMs, () => this.ports.resume());
    }
  }
}
