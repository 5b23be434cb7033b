import { v7 } from 'uuid';
import type { Clock } from './clock';
import type { Random } from './random';

/** Makes identifiers: UUIDv7 (RFC 9562), so that they sort by the time they were made. */
export interface IdSource {
  next(): string;
}

const idBytes = 16;
// Sixteen random bytes at a time cost more than the rest of an id.
const idsInBlock = 256;

/** Identifiers from an injected clock and randomness; within one millisecond they still ascend. */
export function createIdSource(clock: Clock, random: Random): IdSource {
  let lastMs = 0;
  let sequence = 0;
  let block: Uint8Array = new Uint8Array(0);
  let used = 0;
  return {
    next() {
      const nowMs = Math.max(clock.nowMs(), lastMs);
      sequence = nowMs === lastMs ? sequence + 1 : 0;
      lastMs = nowMs;
      if (used === block.length) {
        block = random.bytes(idBytes * idsInBlock);
        used = 0;
      }
      const bytes = block.subarray(used, (used += idBytes));
      return v7({ msecs: nowMs, seq: sequence, random: bytes });
    },
  };
}
