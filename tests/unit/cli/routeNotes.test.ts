import { statisticsLine } from '../../../engine/src/cli/routeNotes';

test('how connections do, in one line', () => {
  const line = statisticsLine({
    accepted: 1_200,
    acceptedPerSecond: 48.21,
    rejected: 1,
    throttled: 2,
    lost: 0,
    inFlight: 12,
    window: 50,
    waiting: 3,
    segmentsPerSecond: 50,
    latencyP50Ms: 11.8,
    latencyP95Ms: 20.4,
    latencyP99Ms: 131.2,
    reconnects: 1,
    bound: 2,
  });
  expect(line).toBe(
    'taken 1200 (48.2/s of 50.0/s); rejected 1, throttled 2, lost 0; window 12/50, waiting 3; ' +
      'answers in 11.8 ms (95%: 20.4, 99%: 131); connections 2, reconnects 1',
  );
});
