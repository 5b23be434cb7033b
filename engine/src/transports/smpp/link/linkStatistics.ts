/** How a link does; counts are since it was made. Holds nothing about people. */
export type LinkStatistics = {
  /** Segments that the operator took. */
  readonly accepted: number;
  /** The same a second, over the last ten seconds. */
  readonly acceptedPerSecond: number;
  readonly rejected: number;
  /** "Too fast" answers. */
  readonly throttled: number;
  /** Segments whose answer never came. */
  readonly lost: number;
  /** Segments waiting for an answer now. */
  readonly inFlight: number;
  /** Segments that may wait for an answer at once, on the sessions bound now. */
  readonly window: number;
  /** Segments waiting for the pacer or the window now. */
  readonly waiting: number;
  /** Segments a second that the pacer allows now. */
  readonly segmentsPerSecond: number;
  /** From a segment to its answer: half were quicker. Late ones count more than old ones. */
  readonly latencyP50Ms: number;
  readonly latencyP95Ms: number;
  readonly latencyP99Ms: number;
  readonly reconnects: number;
  /** Sessions bound now. */
  readonly bound: number;
};

/** Several links as one: their sums, and the longest of their latencies. */
export function sumStatistics(all: readonly LinkStatistics[]): LinkStatistics {
  const sum = (name: keyof LinkStatistics): number => all.reduce((total, each) => total + each[name], 0);
  const longest = (name: keyof LinkStatistics): number => Math.max(0, ...all.map((each) => each[name]));
  return {
    accepted: sum('accepted'),
    acceptedPerSecond: sum('acceptedPerSecond'),
    rejected: sum('rejected'),
    throttled: sum('throttled'),
    lost: sum('lost'),
    inFlight: sum('inFlight'),
    window: sum('window'),
    waiting: sum('waiting'),
    segmentsPerSecond: sum('segmentsPerSecond'),
    latencyP50Ms: longest('latencyP50Ms'),
    latencyP95Ms: longest('latencyP95Ms'),
    latencyP99Ms: longest('latencyP99Ms'),
    reconnects: sum('reconnects'),
    bound: sum('bound'),
  };
}
