import { createIdSource } from '../../../engine/src/shared/ids';
import { createManualClock } from '../../support/manualClock';
import { seededRandom } from '../../support/smppRoute';

test('identifiers are UUIDv7, unlike each other, and ascend also within a millisecond', () => {
  const clock = createManualClock();
  const ids = createIdSource(clock, seededRandom(1));
  const made = Array.from({ length: 1_000 }, () => ids.next());
  expect(made[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect([...made].sort()).toEqual(made);
  expect(new Set(made.map((id) => id.slice(-10))).size).toBe(1_000);
});

test('randomness is drawn in blocks', () => {
  const drawn: number[] = [];
  const random = seededRandom(1);
  const ids = createIdSource(createManualClock(), {
    ...random,
    bytes: (count) => (drawn.push(count), random.bytes(count)),
  });
  for (let count = 0; count < 257; count++) ids.next();
  expect(drawn).toEqual([4_096, 4_096]);
});
