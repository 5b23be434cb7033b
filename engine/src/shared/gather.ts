import { sleep, type Clock } from './clock';

const stepMs = 2;
const mostMs = 20;

/**
 * Lets what comes one by one become a batch: resolves once there is `enough`, nothing came for 2 ms, or after 20 ms. Who
 * waits for an answer before giving more is so not kept waiting.
 */
export async function gather(clock: Clock, size: () => number, enough: number): Promise<void> {
  const endMs = clock.monotonicMs() + mostMs;
  for (let before = 0; size() > before && size() < enough && clock.monotonicMs() < endMs;) {
    before = size();
    await sleep(clock, stepMs);
  }
}
