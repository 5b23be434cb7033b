import type { Clock } from './clock';

/** Wakes one waiting loop; a notice given while nobody waits is kept for the next wait. */
export interface Signal {
  notify(): void;
  /** Resolves at the next notice, or after `timeoutMs`. */
  wait(timeoutMs: number): Promise<void>;
}

/** A signal on the given clock. */
export function createSignal(clock: Clock): Signal {
  let noticed = false;
  let wake: (() => void) | null = null;
  return {
    notify() {
      noticed = true;
      wake?.();
    },
    wait(timeoutMs) {
      return new Promise((resolve) => {
        const cancel = clock.after(timeoutMs, finish);
        wake = finish;
        if (noticed) finish();
        function finish(): void {
          cancel();
          noticed = false;
          wake = null;
          resolve();
        }
      });
    },
  };
}
