import { gather } from '../../../engine/src/shared/gather';
import { createManualClock } from '../../support/manualClock';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** How many ms a batch is held back that grows by `growth` each ms; at most 100. */
async function heldMs(sizes: (afterMs: number) => number, enough: number): Promise<number> {
  const clock = createManualClock();
  let done = false;
  void gather(clock, () => sizes(clock.monotonicMs()), enough).then(() => (done = true));
  for (let ms = 0; ms < 100; ms += 1) {
    await turn();
    if (done) return ms;
    clock.advance(1);
  }
  return Infinity;
}

describe('gather', () => {
  test('does not hold back what is enough', async () => {
    expect(await heldMs(() => 10, 10)).toBe(0);
  });

  test('holds back what grows until it is enough', async () => {
    expect(await heldMs((ms) => 1 + ms, 10)).toBe(10);
  });

  test('gives up after 2 ms in which nothing came', async () => {
    expect(await heldMs(() => 1, 10)).toBe(2);
  });

  test('holds nothing back for more than 20 ms', async () => {
    expect(await heldMs((ms) => 1 + ms, 1_000)).toBe(20);
  });
});
