import { createBatcher } from '../../../engine/src/shared/batcher';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('createBatcher', () => {
  it('collects what arrives while a batch is under way, keeps order and answers each item', async () => {
    const batches: number[][] = [];
    let finish: () => void = () => undefined;
    const batcher = createBatcher<number, string>(10, async (items) => {
      batches.push(items);
      await new Promise<void>((resolve) => (finish = resolve));
      return items.map((item) => `answer ${item}`);
    });
    const first = batcher.add(1);
    await turn();
    const others = [2, 3, 4].map((item) => batcher.add(item));
    finish();
    expect(await first).toBe('answer 1');
    await turn();
    finish();
    expect(await Promise.all(others)).toEqual(['answer 2', 'answer 3', 'answer 4']);
    expect(batches).toEqual([[1], [2, 3, 4]]);
  });

  it('never exceeds the size of a batch', async () => {
    const sizes: number[] = [];
    const batcher = createBatcher<number, number>(3, async (items) => {
      sizes.push(items.length);
      return items;
    });
    await Promise.all([1, 2, 3, 4, 5, 6, 7].map((item) => batcher.add(item)));
    expect(sizes).toEqual([3, 3, 1]);
  });

  it('rejects the items of a failed batch and goes on with the next', async () => {
    const batcher = createBatcher<number, number>(1, async ([item]) => {
      if (item === 1) throw new Error('no');
      return [item as number];
    });
    const results = await Promise.allSettled([batcher.add(1), batcher.add(2)]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled']);
    await batcher.idle();
  });
});
