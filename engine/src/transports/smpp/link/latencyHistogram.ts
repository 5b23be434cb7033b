const steps = 8;
const buckets = 32 * steps;
const lowestMs = 0.01;

/** Counts latencies in buckets some 9% wide, from 10 µs up, in constant memory. */
export class LatencyHistogram {
  private readonly counts = new Float64Array(buckets);
  private total = 0;

  add(latencyMs: number): void {
    const at = latencyMs <= lowestMs ? 0 : Math.min(buckets - 1, Math.ceil(Math.log2(latencyMs / lowestMs) * steps));
    this.counts[at] = (this.counts[at] as number) + 1;
    this.total++;
  }

  /** The upper edge of the bucket that holds this share (0 to 1) of the latencies, in milliseconds; 0 when none came. */
  percentileMs(share: number): number {
    let left = this.total * share;
    if (this.total === 0) return 0;
    for (let at = 0; at < buckets; at++) {
      left -= this.counts[at] as number;
      if (left <= 0) return lowestMs * 2 ** (at / steps);
    }
    return lowestMs * 2 ** (buckets / steps);
  }
}
