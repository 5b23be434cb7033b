// The exponent and the first three bits of the fraction of a 32-bit float: eight buckets between a number and its double.
const bucketBits = 20;
const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);
const bucketOf = (value: number): number => {
  float[0] = value;
  return (bits[0] as number) >>> bucketBits;
};

const lowest = bucketOf(0.01);
const buckets = bucketOf(2_000_000) - lowest + 1;

/** Counts latencies in buckets at most 12.5% wide, from 10 µs to half an hour, in constant memory. */
export class LatencyHistogram {
  private readonly counts = new Float64Array(buckets);
  private total = 0;

  add(latencyMs: number): void {
    const at = Math.max(0, Math.min(buckets - 1, bucketOf(latencyMs) - lowest));
    this.counts[at] = (this.counts[at] as number) + 1;
    this.total++;
  }

  /** Halves the weight of what was counted: called at intervals, it makes late latencies count more than old ones. */
  age(): void {
    for (let at = 0; at < buckets; at++) this.counts[at] = (this.counts[at] as number) / 2;
    this.total /= 2;
  }

  /** The upper edge of the bucket that holds this share (0 to 1) of the latencies, in milliseconds; 0 when none came. */
  percentileMs(share: number): number {
    if (this.total === 0) return 0;
    let left = this.total * share;
    let at = 0;
    while (at < buckets - 1 && (left -= this.counts[at] as number) > 0) at++;
    bits[0] = (at + lowest + 1) << bucketBits;
    return float[0] as number;
  }
}
