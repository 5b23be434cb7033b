import { metricsText } from '../../../engine/src/cli/gateway/metrics';

const bind = {
  accepted: 5,
  acceptedPerSecond: 0.5,
  rejected: 0,
  throttled: 1,
  lost: 0,
  inFlight: 2,
  window: 50,
  waiting: 0,
  segmentsPerSecond: Infinity,
  latencyP50Ms: 10,
  latencyP95Ms: 20,
  latencyP99Ms: 30,
  reconnects: 0,
  bound: 1,
};

const route = (name: string, binds: number) => ({
  name,
  status: () => ({ state: binds > 0 ? ('ready' as const) : ('standby' as const), problem: null }),
  statistics: () => Array.from({ length: binds }, () => bind),
});

test('each bind has its samples, each route its state', () => {
  const lines = metricsText([route('smpp:a', 2), route('smpp:b', 0)]).split('\n');
  expect(lines).toContain('# TYPE zgoda_segments_accepted_total counter');
  expect(lines).toContain('zgoda_segments_accepted_total{route="smpp:a",bind="1"} 5');
  expect(lines).toContain('zgoda_rate_segments_per_second{route="smpp:a",bind="0"} +Inf');
  expect(lines).toContain('zgoda_answer_seconds_p99{route="smpp:a",bind="0"} 0.03');
  expect(lines).toContain('zgoda_route_state{route="smpp:b",state="standby"} 1');
  expect(lines.filter((line) => line.includes('smpp:b') && line.includes('bind='))).toEqual([]);
});

test('every line is a comment or a sample, and a name cannot break out of its label', () => {
  const text = metricsText([route('smpp:"\\\n', 1)]);
  expect(text.endsWith('\n')).toBe(true);
  const sample = /^(# (HELP|TYPE) \w+ .+|\w+\{(\w+="([^"\\]|\\["\\n])*",?)+\} (\+Inf|[\d.e+-]+))$/;
  expect(
    text
      .trimEnd()
      .split('\n')
      .filter((line) => !sample.test(line)),
  ).toEqual([]);
});
