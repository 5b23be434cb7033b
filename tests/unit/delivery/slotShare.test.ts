import { slotShare } from '../../../engine/src/delivery/slotShare';

const shares = (slots: number, held: Record<string, number>): number[] =>
  Object.keys(held).map((owner) => slotShare(slots, new Map(Object.entries(held)), owner));

test('one process has all', () => {
  expect(shares(4, { a: 0 })).toEqual([4]);
});

test('slots that come out even are shared evenly', () => {
  expect(shares(4, { a: 4, b: 0 })).toEqual([2, 2]);
  expect(shares(20, { a: 20, b: 0, c: 0, d: 0 })).toEqual([5, 5, 5, 5]);
});

test('the odd ones stay where most are, so that a newcomer moves nothing without need', () => {
  expect(shares(1, { b: 1, a: 0 })).toEqual([1, 0]);
  expect(shares(3, { a: 1, b: 2 })).toEqual([1, 2]);
  expect(shares(2, { c: 1, b: 1, a: 0 })).toEqual([1, 1, 0]);
});

test('however they are held, all shares together are all slots', () => {
  for (let slots = 1; slots <= 20; slots += 1) {
    for (let processes = 1; processes <= 7; processes += 1) {
      const held = Object.fromEntries(Array.from({ length: processes }, (_, n) => [`p${n}`, (n * 7 + slots) % 4]));
      const all = shares(slots, held);
      expect(all.reduce((sum, share) => sum + share, 0)).toBe(slots);
      expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1);
    }
  }
});
