import { TokenBucket } from '../../../../../engine/src/transports/simulator/tokenBucket';
import { Pacer } from '../../../../../engine/src/transports/smpp/link/pacer';
import { seededRandom } from '../../../../support/smppRoute';

/** Runs a pacer against a strict bucket, waking up late by `lateMs()`; returns what was taken and refused. */
function run(perSecond: number, seconds: number, lateMs: () => number): { taken: number; refused: number } {
  const pacer = new Pacer(perSecond, 0);
  const bucket = new TokenBucket(perSecond, Math.max(2, perSecond * 0.02), 0);
  const seen = { taken: 0, refused: 0 };
  for (let nowMs = 0; nowMs < seconds * 1_000; nowMs += Math.max(1, pacer.waitMs(nowMs)) + lateMs()) {
    while (pacer.take(nowMs)) {
      if (bucket.take(nowMs)) seen.taken++;
      else seen.refused++;
    }
  }
  return seen;
}

test.each([10, 100, 1_000, 10_000])(
  '%i a second against a strict bucket: 99.5%% of it, nothing refused',
  (perSecond) => {
    const random = seededRandom(perSecond);
    const { taken, refused } = run(perSecond, 20, () => random.fraction() * 1.5);
    expect(refused).toBe(0);
    expect(taken).toBeGreaterThanOrEqual(perSecond * 20 * 0.995);
  },
);

test.each([100, 1_000, 10_000])('%i a second with stalls of 40 ms: nothing refused after them', (perSecond) => {
  const random = seededRandom(perSecond);
  const { refused } = run(perSecond, 20, () => (random.fraction() < 0.002 ? 40 : random.fraction()));
  expect(refused).toBe(0);
});

test.each([100, 1_000, 10_000])('%i a second where arrivals bunch: most of the rate, few refused', (perSecond) => {
  const random = seededRandom(perSecond);
  const pacer = new Pacer(perSecond, 0);
  const bucket = new TokenBucket(perSecond, Math.max(2, perSecond * 0.02), 0);
  const seen = { taken: 0, refused: 0 };
  let arrivesMs = 0;
  for (let nowMs = 0; nowMs < 20_000; nowMs += Math.max(1, pacer.waitMs(nowMs))) {
    while (pacer.take(nowMs)) {
      // Now and then what was sent is held up for 60 ms on the way, and all of it arrives at once.
      arrivesMs = Math.max(arrivesMs, nowMs + (random.fraction() < 1 / perSecond ? 60 : 0));
      if (bucket.take(arrivesMs)) {
        seen.taken++;
        pacer.accepted(nowMs);
      } else {
        seen.refused++;
        pacer.throttled(nowMs);
      }
    }
  }
  expect(seen.taken).toBeGreaterThan(perSecond * 20 * 0.75);
  expect(seen.refused).toBeLessThan(seen.taken * 0.02);
});

test('an operator that takes a tenth of the rate is sent about what it takes', () => {
  const pacer = new Pacer(1_000, 0);
  const bucket = new TokenBucket(100, 2, 0);
  const seen = { taken: 0, refused: 0 };
  for (let nowMs = 0; nowMs < 60_000; nowMs += Math.max(1, pacer.waitMs(nowMs))) {
    while (pacer.take(nowMs)) {
      if (bucket.take(nowMs)) {
        seen.taken++;
        pacer.accepted(nowMs);
      } else {
        seen.refused++;
        pacer.throttled(nowMs);
      }
    }
  }
  expect(seen.taken).toBeGreaterThan(60 * 100 * 0.6);
  expect(seen.refused).toBeLessThan(seen.taken * 0.2);
});

test('a throttle answer pauses everything, and the rate grows back', () => {
  const pacer = new Pacer(100, 0);
  expect(pacer.take(0)).toBe(true);
  pacer.throttled(10);
  expect(pacer.take(59)).toBe(false);
  expect(pacer.waitMs(50)).toBe(10);
  expect(pacer.paused(50)).toBe(true);
  expect(pacer.take(60)).toBe(true);
  expect(pacer.rate(60)).toBeCloseTo(90);
  expect(pacer.rate(560)).toBeCloseTo(95);
  expect(pacer.rate(1_061)).toBe(100);
});

test('a slow route pauses for two segments’ time', () => {
  const pacer = new Pacer(4, 0);
  pacer.throttled(0);
  expect(pacer.waitMs(0)).toBe(500);
});

test('answers to what was in flight do not lengthen a pause; throttling after it does, until a segment is taken', () => {
  const pacer = new Pacer(100, 0);
  pacer.throttled(0);
  pacer.throttled(40);
  expect(pacer.waitMs(40)).toBe(10);
  pacer.throttled(60);
  expect(pacer.waitMs(60)).toBe(100);
  expect(pacer.rate(160)).toBeCloseTo(45, 0);
  pacer.throttled(165, 159);
  expect(pacer.waitMs(165)).toBe(0);
  pacer.accepted(159);
  expect(pacer.wary).toBe(true);
  pacer.accepted(160);
  expect(pacer.wary).toBe(false);
  pacer.throttled(200);
  expect(pacer.waitMs(200)).toBe(50);
});

test('a rate that is changed keeps what the operator was too slow for', () => {
  const pacer = new Pacer(100, 0);
  pacer.throttled(0);
  pacer.setRate(200);
  expect(pacer.rate(50)).toBeCloseTo(180);
  expect(pacer.take(49)).toBe(false);
  pacer.throttled(60);
  expect(pacer.waitMs(60)).toBe(100);
});

test('pauses stop growing at 30 s', () => {
  const pacer = new Pacer(100, 0);
  let nowMs = 0;
  for (let times = 0; times < 20; times++) {
    pacer.throttled(nowMs);
    nowMs += pacer.waitMs(nowMs);
  }
  pacer.throttled(nowMs);
  expect(pacer.waitMs(nowMs)).toBe(30_000);
});

test('without a rate only pauses hold it back', () => {
  const pacer = new Pacer(Infinity, 0);
  for (let times = 0; times < 1_000; times++) expect(pacer.take(0)).toBe(true);
  pacer.throttled(0);
  expect(pacer.take(49)).toBe(false);
  expect(pacer.take(50)).toBe(true);
  expect(pacer.rate(50)).toBe(Infinity);
});

test('congestion slows down step by step, at most one a second', () => {
  const pacer = new Pacer(100, 0);
  for (let nowMs = 0; nowMs < 900; nowMs += 100) pacer.congested(nowMs);
  expect(pacer.rate(900)).toBeCloseTo(90);
  for (let nowMs = 1_000; nowMs < 20_000; nowMs += 100) pacer.congested(nowMs);
  expect(pacer.rate(20_000)).toBeLessThan(60);
});
