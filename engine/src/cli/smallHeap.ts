import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** By how much old objects may grow until V8 looks through them again; by itself it lets them grow four times. */
const growingPercent = 100;
const enoughYoungBytes = 8 * 1024 * 1024;
/** Of threads that start later: what each half of their young generation has from the start, since it will not grow. */
const threadHalfMb = 4;

/**
 * Keeps the heap of this process small. On a machine with much memory V8 lets new objects fill 128 MB before it looks which of them
 * are still needed, and a queue always needs some, so that each look stops the process for 20 ms. From a few MB on they are looked
 * through more often, as fast in all. Whoever sets such limits of V8 has their own. Only for processes of our own: the flags count
 * for all of it.
 */
export function keepHeapSmall(): void {
  const given = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].join(' ');
  if (/semi-space|heap-growing/.test(given)) return;
  setFlagsFromString(`--heap-growing-percent=${growingPercent}`);
  setFlagsFromString(`--min-semi-space-size=${threadHalfMb}`);
  const observer = new PerformanceObserver(() => {
    const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    if (young !== undefined && young.space_size < enoughYoungBytes) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    observer.disconnect();
  });
  observer.observe({ entryTypes: ['gc'] });
}
