import { randomBytes } from 'node:crypto';

/** Where the engine takes randomness from. Tests inject a seeded one. */
export interface Random {
  bytes(count: number): Buffer;
  /** Uniform in [0, 1). */
  fraction(): number;
}

/** The machine's own randomness: `bytes` is fit for keys, `fraction` only for jitter. */
export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  fraction: () => Math.random(),
};
