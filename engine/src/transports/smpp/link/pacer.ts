/** How far behind its schedule a pacer may catch up at once, in segments, for a rate a second. */
export function catchUpSegments(segmentsPerSecond: number): number {
  // 15 ms of the rate less one segment: a strict bucket with a burst of 2% (at least 2) keeps room for 5 ms of jitter.
  return Math.max(0.5, segmentsPerSecond * 0.015 - 1);
}

// Kept below the cap, so that a bucket that jitter emptied fills again; 99.5% of the cap is what counts as full speed.
const headroom = 0.998;
const slowest = 0.05;
const recoveryPerSecond = 0.05;
const mildBackOff = 0.9;
const hardBackOff = 0.6;
const firstPauseMs = 250;
const longestPauseMs = 30_000;
const longestCongestionMs = 1_000;

/**
 * Spaces segments evenly to a rate, each at its deadline, and catches up only a little when late. A throttle answer
 * pauses everything (250 ms, doubled up to 30 s until the operator takes a segment again) and lowers the rate by 10%,
 * or 40% when throttled already; it grows back by 5% of the full rate each second. All times are monotonic.
 */
export class Pacer {
  private dueMs: number;
  private pausedUntilMs = -Infinity;
  private pauseMs = firstPauseMs;
  /** The share of the full rate at `shareSinceMs`; it has grown since. */
  private share = 1;
  private shareSinceMs: number;

  /** `segmentsPerSecond` may be Infinity: no pacing, only pauses. */
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
    const rate = this.rate(nowMs) * headroom;
    const earliestMs = nowMs - (catchUpSegments(rate) * 1_000) / rate;
    this.dueMs = Math.max(this.dueMs, earliestMs) + 1_000 / rate;
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

  /** The operator said "too fast". Answers to what was in flight already do not lengthen a pause. */
  throttled(nowMs: number): void {
    if (this.paused(nowMs)) return;
    this.slowDown(nowMs, this.pauseMs === firstPauseMs && this.shareAt(nowMs) === 1 ? mildBackOff : hardBackOff);
    this.pausedUntilMs = nowMs + this.pauseMs;
    this.shareSinceMs = this.pausedUntilMs;
    this.pauseMs = Math.min(longestPauseMs, this.pauseMs * 2);
  }

  /** The operator is close to full (SMPP 5.0 congestion_state): a step down, at most one a second. */
  congested(nowMs: number): void {
    if (this.share === 1 || nowMs - this.shareSinceMs >= longestCongestionMs) this.slowDown(nowMs, mildBackOff);
  }

  /** Whether the next pause would be longer than the first. */
  get wary(): boolean {
    return this.pauseMs !== firstPauseMs;
  }

  /** The operator took a segment that was sent after the last pause: the next pause is a short one again. */
  accepted(nowMs: number): void {
    if (!this.paused(nowMs)) this.pauseMs = firstPauseMs;
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
