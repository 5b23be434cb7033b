import { LatencyHistogram } from '../../../../../engine/src/transports/smpp/link/latencyHistogram';

test('percentiles are right within a bucket', () => {
  const histogram = new LatencyHistogram();
  expect(histogram.percentileMs(0.5)).toBe(0);
  for (let ms = 1; ms <= 1_000; ms++) histogram.add(ms);
  for (const share of [0.5, 0.95, 0.99]) {
    expect(histogram.percentileMs(share)).toBeGreaterThanOrEqual(share * 1_000 * 0.99);
    expect(histogram.percentileMs(share)).toBeLessThanOrEqual(share * 1_000 * 1.1);
  }
});

test('what is below or beyond the buckets is counted in the outermost', () => {
  const histogram = new LatencyHistogram();
  histogram.add(0);
  expect(histogram.percentileMs(1)).toBeCloseTo(0.01, 2);
  histogram.add(1e12);
  expect(histogram.percentileMs(1)).toBeGreaterThan(1e6);
});

test('old latencies lose weight', () => {
  const histogram = new LatencyHistogram();
  for (let count = 0; count < 1_000; count++) histogram.add(500);
  for (let times = 0; times < 10; times++) histogram.age();
  for (let count = 0; count < 100; count++) histogram.add(5);
  expect(histogram.percentileMs(0.95)).toBeLessThan(6);
});
