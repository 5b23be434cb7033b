/** A library's way to do one piece of work; `index` grows with every call. */
export interface Contender {
  readonly library: string;
  readonly work: (index: number) => unknown;
}

/** What a contender did: pieces of work in a second. */
export interface Rate {
  readonly library: string;
  readonly perSecond: number;
}

const batch = 200;

/**
 * Measures contenders beside each other: in turns, so that a busy machine slows all of them, after two turns to warm up.
 * Gives the fastest of `rounds` turns of `roundMs` each: what other processes took of a turn is not the contender's.
 */
export function measureSideBySide(contenders: readonly Contender[], rounds: number, roundMs: number): Rate[] {
  const rates = contenders.map(() => 0);
  for (let round = -2; round < rounds; round += 1) {
    contenders.forEach(({ work }, at) => {
      const rate = measureRound(work, roundMs);
      if (round >= 0) rates[at] = Math.max(rates[at] as number, rate);
    });
  }
  return contenders.map(({ library }, at) => ({ library, perSecond: Math.round(rates[at] as number) }));
}

function measureRound(work: Contender['work'], roundMs: number): number {
  const startMs = performance.now();
  const endMs = startMs + roundMs;
  let done = 0;
  let nowMs = startMs;
  while (nowMs < endMs) {
    for (let step = 0; step < batch; step += 1) if (work(done + step) === undefined) throw new Error('no result');
    done += batch;
    nowMs = performance.now();
  }
  return (done * 1000) / (nowMs - startMs);
}
