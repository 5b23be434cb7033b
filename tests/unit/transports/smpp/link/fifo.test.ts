import { Fifo } from '../../../../../engine/src/transports/smpp/link/fifo';

test('items leave in the order they came, through growth and wrap-around', () => {
  const fifo = new Fifo<number>();
  let next = 0;
  let expected = 0;
  for (let round = 1; round < 200; round++) {
    for (let more = round % 7; more >= 0; more--) fifo.push(next++);
    for (let fewer = round % 5; fewer >= 0 && fifo.size > 0; fewer--) {
      expect(fifo.peek()).toBe(expected);
      expect(fifo.shift()).toBe(expected++);
    }
    expect(fifo.size).toBe(next - expected);
  }
  while (fifo.size > 0) expect(fifo.shift()).toBe(expected++);
  expect(fifo.shift()).toBeUndefined();
  expect(fifo.peek()).toBeUndefined();
});
