import { v7 } from 'uuid';
import type { Clock } from './clock';
import type { Random } from './random';

/** Makes identifiers: UUIDv7 (RFC 9562), so that they sort by the time they were made. */
export interface IdSource {
  next(): string;
}

/** Identifiers from an injected clock and randomness; within one millisecond they still ascend. */
export function createIdSource(clock: Clock, random: Random): IdSource {
  let lastMs = 0;
  let sequence = 0;
  return {
    next() {
      const nowMs = Math.max(clock.nowMs(), lastMs);
      sequence = nowMs === lastMs ? sequence + 1 : 0;
      lastMs = nowMs;
      return v7({ msecs: nowMs, seq: sequence, random: random.bytes(16) });
    },
  };
}
