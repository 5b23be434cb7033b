/**
 * How far behind its schedule a pacer may catch up at once, in segments. `wary`: the operator throttled lately, so only
 * what a timer's lateness makes necessary.
 */
export function catchUpSegments(segmentsPerSecond: number, wary: boolean): number {
  // 15 ms of the rate less one segment: a strict bucket with a burst of 2% (at least 2) keeps room for 5 ms of jitter.
  return Math.max(0.5, wary ? segmentsPerSecond * 0.003 : segmentsPerSecond * 0.015 - 1);
}

// Kept below the cap, so that a bucket that jitter emptied fills again; 99.5% of the cap is what counts as full speed.
const headroom = 0.998;
const slowest = 0.05;
const recoveryPerSecond = 0.1;
const mildBackOff = 0.9;
const hardBackOff = 0.5;
const shortestPauseMs = 50;
const longestPauseMs = 30_000;
const congestionStepMs = 1_000;

/**
 * Spaces segments evenly to a rate, each at its deadline, and catches up only a little when late. A throttle answer
 * pauses everything for two segments' time (at least 50 ms) and lowers the rate by 10%; throttled again before a segment
 * was taken, the pause doubles up to 30 s and the rate halves. The rate grows back by 10% of the full one each second.
 * All times are monotonic.
 */
export class Pacer {
  private dueMs: number;
  private pausedUntilMs = -Infinity;
  private segmentsPerSecond: number;
  private firstPauseMs = shortestPauseMs;
  private pauseMs = shortestPauseMs;
  /** The share of the full rate at `shareSinceMs`; it has grown since. */
  private share = 1;
  private shareSinceMs: number;
  private steppedDownMs = -Infinity;

  /** `segmentsPerSecond` may be Infinity: no pacing, only pauses. */
  constructor(segmentsPerSecond: number, nowMs: number) {
    this.segmentsPerSecond = segmentsPerSecond;
    this.setRate(segmentsPerSecond);
    this.dueMs = nowMs;
    this.shareSinceMs = nowMs;
  }

  /** Changes the full rate; what the operator was too slow for goes on counting. */
  setRate(segmentsPerSecond: number): void {
    const isFirst = !this.wary;
    this.segmentsPerSecond = segmentsPerSecond;
    this.firstPauseMs = Math.max(shortestPauseMs, 2_000 / segmentsPerSecond);
    if (isFirst) this.pauseMs = this.firstPauseMs;
  }

  /** Takes the right to send this many segments now, if there is one. */
  take(nowMs: number, segments = 1): boolean {
    if (nowMs < this.pausedUntilMs) return false;
    if (this.segmentsPerSecond === Infinity) return true;
    if (nowMs < this.dueMs) return false;
    const rate = this.rate(nowMs) * headroom;
    const earliestMs = nowMs - (catchUpSegments(rate, this.share < 1) * 1_000) / rate;
    this.dueMs = Math.max(this.dueMs, earliestMs) + (segments * 1_000) / rate;
    return true;
  }

  /** Whether `idle` matters. */
  get paces(): boolean {
    return this.segmentsPerSecond !== Infinity;
  }

  /** Nothing waits and nothing is in flight: there is nothing to catch up with. */
  idle(nowMs: number): void {
    this.dueMs = Math.max(this.dueMs, nowMs);
  }

  /** Milliseconds until `take` may succeed; 0 when it may now. */
  waitMs(nowMs: number): number {
    const dueMs = this.segmentsPerSecond === Infinity ? nowMs : this.dueMs;
    return Math.max(0, dueMs - nowMs, this.pausedUntilMs - nowMs);
  }

  /** Whether it waits for the operator to recover. */
  paused(nowMs: number): boolean {
    return nowMs < this.pausedUntilMs;
  }

  /** The operator said "too fast" of a segment. Answers to what was sent before a pause ended do not make another. */
  throttled(nowMs: number, sentAtMs = nowMs): void {
    if (sentAtMs < this.pausedUntilMs) return;
    this.slowDown(nowMs, this.wary ? hardBackOff : mildBackOff);
    this.pausedUntilMs = nowMs + this.pauseMs;
    this.shareSinceMs = this.pausedUntilMs;
    this.pauseMs = Math.min(longestPauseMs, this.pauseMs * 2);
  }

  /** The operator is close to full (SMPP 5.0 congestion_state): no growth while it is, and a step down each second. */
  congested(nowMs: number): void {
    const step = nowMs - this.steppedDownMs >= congestionStepMs;
    if (step) this.steppedDownMs = nowMs;
    this.slowDown(nowMs, step ? mildBackOff : 1);
    this.shareSinceMs = nowMs + congestionStepMs;
  }

  /** Whether the next pause would be longer than the first. */
  get wary(): boolean {
    return this.pauseMs !== this.firstPauseMs;
  }

  /** The operator took a segment: if it was sent after the last pause, the next pause is a short one again. */
  accepted(sentAtMs: number): void {
    if (sentAtMs >= this.pausedUntilMs) this.pauseMs = this.firstPauseMs;
  }

  /** Segments a second that are sent now. */
  rate(nowMs: number): number {
    return this.segmentsPerSecond === Infinity ? Infinity : this.segmentsPerSecond * this.shareAt(nowMs);
  }

  private shareAt(nowMs: number): number {
    if (this.share === 1) return 1;
    const grown = this.share + (Math.max(0, nowMs - this.shareSinceMs) / 1_000) * recoveryPerSecond;
    if (grown >= 1) this.share = 1;
    return Math.min(1, grown);
  }

  private slowDown(nowMs: number, factor: number): void {
    this.share = Math.max(slowest, this.shareAt(nowMs) * factor);
    this.shareSinceMs = nowMs;
  }
}
