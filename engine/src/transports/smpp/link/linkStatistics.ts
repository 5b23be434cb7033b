/** How a link does, since it was made unless said otherwise. */
export interface LinkStatistics {
  /** Segments that the operator took. */
  readonly accepted: number;
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
  readonly latencyP50Ms: number;
  readonly latencyP95Ms: number;
  readonly latencyP99Ms: number;
  readonly reconnects: number;
  /** Sessions bound now. */
  readonly bound: number;
}
