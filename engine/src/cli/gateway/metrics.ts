import type { LinkStatistics, RouteHandle } from '../../index';

interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  read(bind: LinkStatistics): number;
}

const perBind: readonly Metric[] = [
  counter('segments_accepted_total', 'Segments that the operator took.', ({ accepted }) => accepted),
  gauge('segments_per_second', 'The same a second, lately.', ({ acceptedPerSecond }) => acceptedPerSecond),
  counter('segments_rejected_total', 'Segments that the operator refused.', ({ rejected }) => rejected),
  counter('segments_throttled_total', 'Answers that it was too fast.', ({ throttled }) => throttled),
  counter('segments_lost_total', 'Segments whose answer never came.', ({ lost }) => lost),
  counter('reconnects_total', 'Connections made again.', ({ reconnects }) => reconnects),
  gauge('segments_in_flight', 'Segments that wait for an answer.', ({ inFlight }) => inFlight),
  gauge('segments_waiting', 'Segments that wait for the pacer or the window.', ({ waiting }) => waiting),
  gauge('window_segments', 'Segments that may wait for an answer at once.', ({ window }) => window),
  gauge('rate_segments_per_second', 'The rate that is allowed now.', ({ segmentsPerSecond }) => segmentsPerSecond),
  gauge('answer_seconds_p50', 'Half of the answers came within.', ({ latencyP50Ms }) => latencyP50Ms / 1_000),
  gauge('answer_seconds_p95', '95% of the answers came within.', ({ latencyP95Ms }) => latencyP95Ms / 1_000),
  gauge('answer_seconds_p99', '99% of the answers came within.', ({ latencyP99Ms }) => latencyP99Ms / 1_000),
  gauge('sessions_bound', 'Sessions that are logged in.', ({ bound }) => bound),
];

const states = ['ready', 'standby', 'connecting', 'waiting', 'closed'] as const;

/** The routes in the text format of Prometheus (version 0.0.4): one sample for each bind of this process. */
export function metricsText(routes: readonly Pick<RouteHandle, 'name' | 'status' | 'statistics'>[]): string {
  const binds = routes.flatMap((route) => route.statistics().map((bind, at) => ({ route: route.name, bind, at })));
  const blocks = perBind.map((metric) =>
    block(
      metric,
      binds.map(({ route, bind, at }) => sample(metric.name, { route, bind: String(at) }, metric.read(bind))),
    ),
  );
  const routeStates = routes.flatMap((route) =>
    states.map((state) => sample('route_state', { route: route.name, state }, Number(route.status().state === state))),
  );
  return [
    ...blocks,
    block(
      gauge('route_state', '1 for the state that the route is in.', () => 0),
      routeStates,
    ),
  ].join('');
}

function block({ name, type, help }: Metric, samples: readonly string[]): string {
  return `# HELP zgoda_${name} ${help}\n# TYPE zgoda_${name} ${type}\n${samples.join('')}`;
}

function sample(name: string, labels: Readonly<Record<string, string>>, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `zgoda_${name}{${pairs.join(',')}} ${value === Infinity ? '+Inf' : value}\n`;
}

const escaped = (text: string): string => text.replace(/[\\"\n]/g, (sign) => (sign === '\n' ? '\\n' : `\\${sign}`));

function counter(name: string, help: string, read: Metric['read']): Metric {
  return { name, type: 'counter', help, read };
}

function gauge(name: string, help: string, read: Metric['read']): Metric {
  return { name, type: 'gauge', help, read };
}
