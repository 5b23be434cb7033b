import type { Clock } from '../../shared/clock';

/** Timers of one owner, so that it can leave none behind. */
export class Timers {
  private readonly running = new Set<() => void>();
  private closed = false;

  constructor(private readonly clock: Clock) {}

  /** Calls `work` once after `delayMs`, unless it is cancelled or everything is. Returns its cancel. */
  after(delayMs: number, work: () => void): () => void {
    if (this.closed) return () => undefined;
    const cancel = this.clock.after(delayMs, () => {
      this.running.delete(stop);
      work();
    });
    const stop = (): void => {
      this.running.delete(stop);
      cancel();
    };
    this.running.add(stop);
    return stop;
  }

  /** Cancels all; none can be started any more. */
  close(): void {
    this.closed = true;
    for (const stop of this.running) stop();
  }
}
