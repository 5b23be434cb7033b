import { inSlices } from '../../../engine/src/campaign/inSlices';
import { ZgodaError } from '../../../engine/src/shared/errors';
import { success, type Result } from '../../../engine/src/shared/result';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

/** Slices of two: what was begun and done, in order; storing the slice that begins with `fails` throws. */
function work(steps: string[], fails = -1) {
  return {
    size: 2,
    async prepare(slice: readonly number[]) {
      steps.push(`prepare ${slice.join()}`);
      return slice;
    },
    async store(slice: readonly number[]): Promise<Result<number>[]> {
      steps.push(`store ${slice.join()}`);
      await new Promise((resolve) => setImmediate(resolve));
      if (slice[0] === fails) throw new ZgodaError('store_full');
      steps.push(`stored ${slice.join()}`);
      return slice.map(success);
    },
  };
}

describe('inSlices', () => {
  test('prepares a slice while the one before is stored, and keeps the order', async () => {
    const steps: string[] = [];
    expect(await inSlices(numbers(5), work(steps))).toEqual(numbers(5).map(success));
    expect(steps).toEqual([
      'prepare 0,1',
      'store 0,1',
      'prepare 2,3',
      'stored 0,1',
      'store 2,3',
      'prepare 4',
      'stored 2,3',
      'store 4',
      'stored 4',
    ]);
  });

  test('fails what was not stored, and begins nothing more', async () => {
    const steps: string[] = [];
    const results = await inSlices(numbers(6), work(steps, 2));
    expect(results.map(({ ok }) => ok)).toEqual([true, true, false, false, false, false]);
    expect(results[2]).toMatchObject({ error: { code: 'store_full' } });
    expect(steps).not.toContain('store 4,5');
  });

  test('rejects when nothing was stored', async () => {
    await expect(inSlices(numbers(4), work([], 0))).rejects.toMatchObject({ code: 'store_full' });
  });

  test('gives nothing for nothing', async () => {
    expect(await inSlices([], work([]))).toEqual([]);
  });
});
