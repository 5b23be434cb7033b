import { RequestRing } from '../../../../../engine/src/transports/smpp/session/requestRing';

test('requests are found by their numbers, in any order, once', () => {
  const ring = new RequestRing<string>(10);
  const numbers = ['a', 'b', 'c'].map((owner, index) => ring.add(owner, index, 5 + index));
  expect(ring.size).toBe(3);
  expect(ring.free).toBe(7);
  for (const at of [2, 0, 1]) {
    const slot = ring.find(numbers[at] as number);
    expect(ring.indexAt(slot)).toBe(at);
    expect(ring.sentAt(slot)).toBe(5 + at);
    expect(ring.take(slot)).toBe('abc'[at]);
    expect(ring.find(numbers[at] as number)).toBe(-1);
  }
  expect(ring.size).toBe(0);
});

test('a number that was never given, or whose slot has another, is not found', () => {
  const ring = new RequestRing<string>(2);
  const number = ring.add('a', 0, 0);
  expect(ring.find(number + 4)).toBe(-1);
  expect(ring.find(number + 1)).toBe(-1);
  expect(ring.find(0)).toBe(-1);
});

test('a request without an answer holds its number while others come and go', () => {
  const ring = new RequestRing<string>(3);
  const stuck = ring.add('stuck', 0, 0);
  for (let round = 0; round < 1_000; round++) {
    const numbers = [ring.add('one', 0, 0), ring.add('two', 0, 0)];
    expect(ring.free).toBe(0);
    for (const number of numbers) ring.take(ring.find(number));
  }
  expect(ring.take(ring.find(stuck))).toBe('stuck');
});

test('numbers stay lawful where they run out', () => {
  const ring = new RequestRing<string>(4);
  (ring as unknown as { nextSequence: number }).nextSequence = 0x7fffffff;
  expect([ring.takeSequence(), ring.takeSequence()]).toEqual([0x7fffffff, 1]);
});

test('what is lost is told in the order of sending, and whether it was handed to the socket', () => {
  const ring = new RequestRing<string>(10);
  ring.add('a', 0, 1);
  ring.add('b', 1, 2);
  ring.markFlushed();
  ring.add('c', 0, 3);
  const lost: unknown[] = [];
  const note = (owner: string, index: number, written: boolean): void => void lost.push([owner, index, written]);
  ring.takeSentBy(1, note);
  expect(lost).toEqual([['a', 0, true]]);
  ring.takeSentBy(Infinity, note);
  expect(lost.slice(1)).toEqual([
    ['b', 1, true],
    ['c', 0, false],
  ]);
  expect(ring.size).toBe(0);
});
