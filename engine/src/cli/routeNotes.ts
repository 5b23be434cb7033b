import { type LinkStatistics, type RouteHandle, sumStatistics, toZgodaError } from '../index';
import type { CommandIo, Flags } from './command';

/** Flag of every command that sends or receives. */
export const statisticsFlags = { statistics: { type: 'boolean' } } as const satisfies Flags;

export const statisticsFlagHelp = {
  statistics: 'Tell on standard error every two seconds, and at the end, how the connections do.',
};

const everyMs = 2_000;

/** Tells what people should know of a route while it is in use; returns its end, with the last figures. */
export function noteRoute(route: RouteHandle, withStatistics: boolean, io: CommandIo): () => void {
  if (route.testMode) io.note('Test mode: nothing reaches a phone.');
  if (route.warning !== null) io.note(route.warning);
  let told = '';
  const unfollow = route.onStatus(({ problem }) => {
    const sentence = problem === null ? '' : `${problem.message} ${toZgodaError(problem).description}`;
    if (sentence !== '' && sentence !== told) io.note(sentence);
    told = sentence;
  });
  const tell = (): void => {
    const connections = route.statistics();
    if (connections.length > 0) io.note(statisticsLine(sumStatistics(connections)));
  };
  const timer = withStatistics ? setInterval(tell, everyMs) : null;
  return () => {
    unfollow();
    if (timer === null) return;
    clearInterval(timer);
    tell();
  };
}

/** How connections do, in one line. */
export function statisticsLine(statistics: LinkStatistics): string {
  const { accepted, acceptedPerSecond, rejected, throttled, lost, reconnects, bound } = statistics;
  const { inFlight, window, waiting, segmentsPerSecond, latencyP50Ms, latencyP95Ms, latencyP99Ms } = statistics;
  return [
    `taken ${accepted} (${short(acceptedPerSecond)}/s of ${short(segmentsPerSecond)}/s)`,
    `rejected ${rejected}, throttled ${throttled}, lost ${lost}`,
    `window ${inFlight}/${window}, waiting ${waiting}`,
    `answers in ${short(latencyP50Ms)} ms (95%: ${short(latencyP95Ms)}, 99%: ${short(latencyP99Ms)})`,
    `connections ${bound}, reconnects ${reconnects}`,
  ].join('; ');
}

const short = (value: number): string => (value >= 100 ? String(Math.round(value)) : value.toFixed(1));
