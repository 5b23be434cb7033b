import { mapInTurns } from '../../../engine/src/shared/mapInTurns';

test('maps all items in order, and lets other work have its turn', async () => {
  const items = Array.from({ length: 1_000 }, (_, at) => at);
  let turns = 0;
  const count = () => {
    turns += 1;
    if (turns < 100) setImmediate(count);
  };
  setImmediate(count);
  expect(await mapInTurns(items, (item) => item * 2)).toEqual(items.map((item) => item * 2));
  expect(turns).toBeGreaterThanOrEqual(3);
  turns = 100;
});
