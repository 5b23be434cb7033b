import type { Clock } from '../../shared/clock';
import type { Log, LogFields } from '../../shared/log';

const betweenMs = 60_000;

/** A warning of what an operator may do any number of times: logged the first time, then at most once a minute. */
export class RareWarning {
  /** How often it happened since it was logged. */
  private times = 0;
  private loggedAtMs = -Infinity;

  constructor(
    private readonly message: string,
    private readonly log: Log,
    private readonly clock: Clock,
  ) {}

  /** Counts it. A line has the fields of this time, and in `times` how many it stands for. */
  happened(fields: LogFields = {}): void {
    this.times++;
    const nowMs = this.clock.monotonicMs();
    if (nowMs - this.loggedAtMs < betweenMs) return;
    this.log.warn(this.message, { ...fields, times: this.times });
    this.times = 0;
    this.loggedAtMs = nowMs;
  }
}
