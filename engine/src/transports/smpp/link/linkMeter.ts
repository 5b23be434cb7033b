import { LatencyHistogram } from './latencyHistogram';
import type { LinkStatistics } from './linkStatistics';

/** What a link counts. */
export type LinkCounts = Pick<LinkStatistics, 'accepted' | 'rejected' | 'throttled' | 'lost'>;

const secondsOfRate = 10;
const secondsOfLatencies = 30;
const secondsOfLog = 60;

/** Counts what becomes of a link's segments, and how fast. */
export class LinkMeter {
  readonly counts = { accepted: 0, rejected: 0, throttled: 0, lost: 0 } satisfies LinkCounts;
  readonly latency = new LatencyHistogram();
  /** What was accepted at the end of the last seconds, oldest first. */
  private readonly seconds: { readonly atMs: number; readonly accepted: number }[] = [];
  private ticks = 0;
  private toldOf = 0;

  constructor(nowMs: number) {
    this.seconds.push({ atMs: nowMs, accepted: 0 });
  }

  /** Called once a second. True once a minute while segments are answered: worth a line in the log. */
  tick(nowMs: number): boolean {
    this.seconds.push({ atMs: nowMs, accepted: this.counts.accepted });
    if (this.seconds.length > secondsOfRate + 1) this.seconds.shift();
    if (++this.ticks % secondsOfLatencies === 0) this.latency.age();
    if (this.ticks % secondsOfLog !== 0 || this.answered === this.toldOf) return false;
    this.toldOf = this.answered;
    return true;
  }

  private get answered(): number {
    return this.counts.accepted + this.counts.rejected + this.counts.throttled;
  }

  /** Segments a second that the operator took, over the last ten seconds. */
  acceptedPerSecond(nowMs: number): number {
    const [oldest] = this.seconds;
    if (oldest === undefined || nowMs <= oldest.atMs) return 0;
    return ((this.counts.accepted - oldest.accepted) * 1_000) / (nowMs - oldest.atMs);
  }
}
