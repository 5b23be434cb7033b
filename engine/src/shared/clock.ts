/** Where the engine reads the time and waits. Tests inject their own. */
export interface Clock {
  /** Wall-clock time, epoch milliseconds. */
  nowMs(): number;
  /** A clock that never goes back, milliseconds from an arbitrary start. */
  monotonicMs(): number;
  /** Calls `work` once after `delayMs`; the timer does not keep the process alive. Returns its cancel. */
  after(delayMs: number, work: () => void): () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, work) {
    const timer = setTimeout(work, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Resolves after `delayMs` of `clock`. */
export function sleep(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}
