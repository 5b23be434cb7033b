import type { Clock } from '../../engine/src/shared/clock';

/** A clock that moves only when told to. */
export interface ManualClock extends Clock {
  /** Moves both times on and runs what falls due, in order. */
  advance(byMs: number): void;
}

/** Starts at the given wall-clock time, epoch ms. */
export function createManualClock(startMs = Date.UTC(2026, 0, 5, 10)): ManualClock {
  let elapsedMs = 0;
  let timers: { readonly atMs: number; readonly work: () => void }[] = [];
  return {
    nowMs: () => startMs + elapsedMs,
    monotonicMs: () => elapsedMs,
    after(delayMs, work) {
      const timer = { atMs: elapsedMs + delayMs, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    advance(byMs) {
      const untilMs = elapsedMs + byMs;
      for (;;) {
        const due = timers.filter((each) => each.atMs <= untilMs).sort((one, other) => one.atMs - other.atMs)[0];
        if (due === undefined) break;
        timers = timers.filter((each) => each !== due);
        elapsedMs = Math.max(elapsedMs, due.atMs);
        due.work();
      }
      elapsedMs = untilMs;
    },
  };
}
