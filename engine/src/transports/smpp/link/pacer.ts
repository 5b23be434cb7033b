/** How far behind its schedule a pacer may catch up at once, in segments, for a rate a second. */
export function catchUpSegments(segmentsPerSecond: number): number {
  // 10 ms of the rate less half a segment: with it a strict bucket with a burst of 2% (at least 2) is never overrun.
  return Math.max(0.5, segmentsPerSecond * 0.01 - 0.5);
}

const slowest = 0.05;
const backOff = 0.7;
const recoveryPerSecond = 0.05;
const firstPauseMs = 250;
const longestPauseMs = 30_000;

/**
 * Spaces segments evenly to a rate, each at its deadline, and catches up only a little when late. A throttle answer
 * pauses everything, then lets the rate grow back from 70% by 5% of the full rate each second.
 */
export class Pacer {
  private dueMs: number;
  private pausedUntilMs = -Infinity;
  private pauseMs = firstPauseMs;
  /** The share of the full rate that is used now. */
  private share = 1;
  private shareSinceMs: number;

  /** `segmentsPerSecond` may be Infinity: no pacing until the operator throttles. `nowMs` is monotonic throughout. */
  constructor(
    private readonly segmentsPerSecond: number,
    nowMs: number,
  ) {
    this.dueMs = nowMs;
    this.shareSinceMs = nowMs;
  }

  /** Takes the right to send one segment now, if there is one. */
  take(nowMs: number): boolean {
    if (nowMs < this.pausedUntilMs) return false;
    if (this.segmentsPerSecond === Infinity) return true;
    if (nowMs < this.dueMs) return false;
    const rate = this.rate(nowMs);
    const earliestMs = nowMs - (catchUpSegments(rate) * 1_000) / rate;
    this.dueMs = Math.max(this.dueMs, earliestMs) + 1_000 / rate;
    return true;
  }

  /** Milliseconds until `take` may succeed; 0 when it may now. */
  waitMs(nowMs: number): number {
    const dueMs = this.segmentsPerSecond === Infinity ? nowMs : this.dueMs;
    return Math.max(0, dueMs - nowMs, this.pausedUntilMs - nowMs);
  }

  /** The operator said "too fast". Answers to what was already in flight during a pause do not lengthen it. */
  throttled(nowMs: number): void {
    if (nowMs < this.pausedUntilMs) return;
    this.pausedUntilMs = nowMs + this.pauseMs;
    this.pauseMs = Math.min(longestPauseMs, this.pauseMs * 2);
    this.slowDown(nowMs, backOff, this.pausedUntilMs);
  }

  /** The operator is close to full (SMPP 5.0 congestion_state): a gentle step down, at most one a second. */
  congested(nowMs: number): void {
    if (nowMs - this.shareSinceMs >= 1_000) this.slowDown(nowMs, 0.9, nowMs);
  }

  /** Whether the operator said "too fast" since it last took a segment after a pause. */
  get slowed(): boolean {
    return this.pauseMs !== firstPauseMs;
  }

  /** The operator took a segment: the next pause is a short one again. */
  accepted(nowMs: number): void {
    if (nowMs >= this.pausedUntilMs) this.pauseMs = firstPauseMs;
  }

  /** Segments a second that are sent now. */
  rate(nowMs: number): number {
    if (this.share === 1) return this.segmentsPerSecond;
    const grown = this.share + (Math.max(0, nowMs - this.shareSinceMs) / 1_000) * recoveryPerSecond;
    if (grown >= 1) this.share = 1;
    return this.segmentsPerSecond * Math.min(1, grown);
  }

  private slowDown(nowMs: number, factor: number, fromMs: number): void {
    const current = this.segmentsPerSecond === Infinity ? 1 : this.rate(nowMs) / this.segmentsPerSecond;
    this.share = Math.max(slowest, current * factor);
    this.shareSinceMs = fromMs;
  }
}
