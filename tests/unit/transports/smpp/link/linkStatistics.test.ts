import { sumStatistics, type LinkStatistics } from '../../../../../engine/src/transports/smpp/link/linkStatistics';

test('links are told of as one: sums, and the longest latencies', () => {
  const one: LinkStatistics = {
    accepted: 10,
    acceptedPerSecond: 5,
    rejected: 1,
    throttled: 2,
    lost: 3,
    inFlight: 4,
    window: 50,
    waiting: 6,
    segmentsPerSecond: 25,
    latencyP50Ms: 10,
    latencyP95Ms: 20,
    latencyP99Ms: 30,
    reconnects: 1,
    bound: 1,
  };
  expect(sumStatistics([one, { ...one, latencyP50Ms: 12, latencyP99Ms: 25 }])).toEqual({
    accepted: 20,
    acceptedPerSecond: 10,
    rejected: 2,
    throttled: 4,
    lost: 6,
    inFlight: 8,
    window: 100,
    waiting: 12,
    segmentsPerSecond: 50,
    latencyP50Ms: 12,
    latencyP95Ms: 20,
    latencyP99Ms: 30,
    reconnects: 2,
    bound: 2,
  });
});
