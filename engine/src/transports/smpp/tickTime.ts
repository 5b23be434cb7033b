import type { Clock } from '../../shared/clock';

/** The monotonic time, read from the clock once in a tick of the event loop: reading it for each segment would cost more than the segment's header. */
export class TickTime {
  private readMs: number | null = null;

  constructor(private readonly clock: Clock) {}

  nowMs(): number {
    if (this.readMs === null) {
      this.readMs = this.clock.monotonicMs();
      process.nextTick(() => {
        this.readMs = null;
      });
    }
    return this.readMs;
  }
}
