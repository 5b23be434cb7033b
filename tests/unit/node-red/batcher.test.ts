import { createBatcher } from '../../../node-red/src/runtime/batcher';

/** A run that ends when told to. */
function heldRuns() {
  const batches: (readonly number[])[] = [];
  const ends: (() => void)[] = [];
  const run = (items: readonly number[]): Promise<void> => {
    batches.push(items);
    return new Promise((resolve) => ends.push(resolve));
  };
  return { batches, end: (batch: number) => ends[batch]?.(), run };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe('createBatcher', () => {
  it('takes what arrives in one turn as one batch, and what arrives meanwhile as the next', async () => {
    const { batches, end, run } = heldRuns();
    const batcher = createBatcher({ maxItems: 10, overlap: 1, run });
    [1, 2, 3].forEach(batcher.push);
    await turn();
    expect(batches).toEqual([[1, 2, 3]]);
    batcher.push(4);
    await turn();
    batcher.push(5);
    await turn();
    expect(batches).toHaveLength(1);
    end(0);
    await turn();
    expect(batches).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  it('bounds a batch and keeps the order', async () => {
    const seen: number[] = [];
    const sizes: number[] = [];
    const batcher = createBatcher<number>({
      maxItems: 4,
      overlap: 1,
      run: async (items) => {
        sizes.push(items.length);
        seen.push(...items);
      },
    });
    const all = Array.from({ length: 10 }, (_, index) => index);
    all.forEach(batcher.push);
    expect(await batcher.drain(1_000)).toBe(0);
    expect(sizes).toEqual([4, 4, 2]);
    expect(seen).toEqual(all);
  });

  it('lets batches overlap only up to the bound', async () => {
    const { batches, end, run } = heldRuns();
    const batcher = createBatcher({ maxItems: 1, overlap: 2, run });
    [1, 2, 3].forEach(batcher.push);
    await turn();
    expect(batches).toEqual([[1], [2]]);
    end(1);
    await turn();
    expect(batches).toEqual([[1], [2], [3]]);
  });

  it('counts what a drain leaves undone, and starts nothing after it', async () => {
    const { batches, end, run } = heldRuns();
    const batcher = createBatcher({ maxItems: 2, overlap: 1, run });
    [1, 2, 3].forEach(batcher.push);
    expect(await batcher.drain(20)).toBe(3);
    end(0);
    batcher.push(4);
    await turn();
    expect(batches).toEqual([[1, 2]]);
  });

  it('drains at once when there is nothing to do', async () => {
    const batcher = createBatcher({ maxItems: 2, overlap: 1, run: async () => undefined });
    expect(await batcher.drain(60_000)).toBe(0);
  });
});
