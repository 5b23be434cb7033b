import { sleep, type Clock } from '../../shared/clock';
import { ZgodaError } from '../../shared/errors';
import type { Random } from '../../shared/random';
import { keepAlive } from '../keepAlive';

/** How long a call waits for another process that holds the write lock, before it fails with `store_busy`. */
const patienceMs = 10_000;
const longestPauseMs = 40;

/** Runs `work` again while it fails with `store_busy`. */
export type Retry = <T>(work: () => Promise<T>) => Promise<T>;

/** Tries again with growing random pauses: SQLite's own busy timeout would block the worker's thread. */
export function createBusyRetry(clock: Clock, random: Random): Retry {
  return async (work) => {
    const startedMs = clock.monotonicMs();
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        const busy = error instanceof ZgodaError && error.code === 'store_busy';
        if (!busy || clock.monotonicMs() - startedMs > patienceMs) throw error;
        const pauseMs = 1 + random.fraction() * Math.min(longestPauseMs, 2 ** attempt);
        await keepAlive(() => sleep(clock, pauseMs));
      }
    }
  };
}
