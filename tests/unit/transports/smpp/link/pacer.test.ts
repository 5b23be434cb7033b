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

test('a throttle answer pauses everything, and the rate grows back', () => {
  const pacer = new Pacer(100, 0);
  expect(pacer.take(0)).toBe(true);
  pacer.throttled(10);
  expect(pacer.take(200)).toBe(false);
  expect(pacer.waitMs(200)).toBe(60);
  expect(pacer.take(260)).toBe(true);
  expect(pacer.rate(260)).toBeCloseTo(90);
  expect(pacer.rate(1_260)).toBeCloseTo(95);
  expect(pacer.rate(2_260)).toBe(100);
});

test('answers to what was in flight do not lengthen a pause; throttling after it does', () => {
  const pacer = new Pacer(100, 0);
  pacer.throttled(0);
  pacer.throttled(100);
  expect(pacer.waitMs(100)).toBe(150);
  pacer.throttled(300);
  expect(pacer.waitMs(300)).toBe(500);
  pacer.accepted(900);
  expect(pacer.wary).toBe(false);
  pacer.throttled(900);
  expect(pacer.waitMs(900)).toBe(250);
  expect(pacer.rate(1_150)).toBeLessThan(60);
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
  expect(pacer.take(100)).toBe(false);
  expect(pacer.take(250)).toBe(true);
  expect(pacer.rate(250)).toBe(Infinity);
});

test('congestion slows down step by step, at most one a second', () => {
  const pacer = new Pacer(100, 0);
  for (let nowMs = 0; nowMs < 900; nowMs += 100) pacer.congested(nowMs);
  expect(pacer.rate(900)).toBeGreaterThan(90);
  for (let nowMs = 1_000; nowMs < 20_000; nowMs += 100) pacer.congested(nowMs);
  expect(pacer.rate(20_000)).toBeLessThan(60);
});
