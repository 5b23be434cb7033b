import { createHistogram, monitorEventLoopDelay, type RecordableHistogram } from 'node:perf_hooks';

/** How long a thread's event loop was held up, in ms. */
export interface LoopFigures {
  /** As a timer sees it: the thread's own work, and the time in which other processes had its processor. */
  readonly loopP50Ms: number;
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
  /** The part of it in which this thread worked: what would be left on a machine with more processors. */
  readonly loopBlockedP99Ms: number;
  readonly loopBlockedMaxMs: number;
}

const everyMs = 1;
const msOf = (ns: number): number => Number((ns / 1e6).toFixed(1));

/** Watches the loop of this thread until it is stopped. */
export function watchLoop(): { stop(): LoopFigures } {
  const delays = monitorEventLoopDelay({ resolution: everyMs });
  const blocked: RecordableHistogram = createHistogram();
  let lastMs = performance.now();
  let lastCpu = process.threadCpuUsage();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const { user, system } = process.threadCpuUsage(lastCpu);
    const workedMs = Math.min(nowMs - lastMs, (user + system) / 1_000);
    blocked.record(Math.max(1, Math.round(workedMs * 1e6)));
    lastMs = nowMs;
    lastCpu = process.threadCpuUsage();
  }, everyMs);
  delays.enable();
  return {
    stop() {
      clearInterval(timer);
      delays.disable();
      return {
        loopP50Ms: msOf(delays.percentile(50)),
        loopP99Ms: msOf(delays.percentile(99)),
        loopMaxMs: msOf(delays.max),
        loopBlockedP99Ms: msOf(blocked.percentile(99)),
        loopBlockedMaxMs: msOf(blocked.max),
      };
    },
  };
}
