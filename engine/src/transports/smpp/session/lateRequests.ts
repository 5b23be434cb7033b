/** Most requests that are remembered: some minutes of a slow operator, and a bound on memory. */
const mostKept = 10_000;

/** A request whose time was over before its answer came. */
export interface LateRequest<Owner> {
  readonly owner: Owner;
  readonly index: number;
}

/** Requests that were given up, by sequence number: an operator may answer them after all. The oldest are forgotten. */
export class LateRequests<Owner> {
  private readonly requests = new Map<number, LateRequest<Owner>>();

  add(sequence: number, request: LateRequest<Owner>): void {
    this.requests.set(sequence, request);
    if (this.requests.size <= mostKept) return;
    for (const oldest of this.requests.keys()) {
      this.requests.delete(oldest);
      return;
    }
  }

  /** Removes and returns a request; undefined when it is not known. */
  take(sequence: number): LateRequest<Owner> | undefined {
    const request = this.requests.get(sequence);
    if (request !== undefined) this.requests.delete(sequence);
    return request;
  }
}
