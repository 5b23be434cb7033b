import type { ZgodaError } from '../../../shared/errors';
import type { Clock } from '../../../shared/clock';
import type { Log } from '../../../shared/log';
import type { Random } from '../../../shared/random';
import type { BindSettings } from '../session/bindSettings';
import { Session } from '../session/session';
import type { SessionEvents } from '../session/sessionEvents';

/** How long to wait before binding again; doubled with each failure, jittered down by up to half. */
export interface ReconnectSettings {
  readonly firstMs: number;
  readonly longestMs: number;
  /** Used where the user must mend the account first. */
  readonly mendingMs: number;
}

// A bind that held this long was a good one: the next failure starts over with the shortest wait.
const provenMs = 5_000;

/** Keeps one bind up: makes a session, and a new one whenever it ends, for ever, until it is closed. */
export class BindKeeper<Owner> {
  /** The session in use; null while waiting to connect again. */
  session: Session<Owner> | null = null;
  /** What ended the last session, until one is bound. */
  problem: ZgodaError | null = null;
  /** Sessions made after the first. */
  reconnects = 0;
  private failures = 0;
  private boundAtMs = Infinity;
  private stopWaiting: () => void = () => undefined;
  private closing = false;

  constructor(
    readonly settings: BindSettings,
    private readonly reconnect: ReconnectSettings,
    private readonly events: SessionEvents<Owner>,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly log: Log,
  ) {}

  open(): void {
    if (this.closing) return;
    this.boundAtMs = Infinity;
    this.session = new Session<Owner>(
      this.settings,
      {
        ...this.events,
        bound: () => {
          this.boundAtMs = this.clock.monotonicMs();
          this.problem = null;
          this.log.info('smpp bound', { mode: this.settings.mode });
          this.events.bound();
        },
        closed: (reason) => {
          this.session = null;
          this.problem = reason.problem;
          if (!this.closing) this.retryLater(reason.needsMending);
          this.events.closed(reason);
        },
      },
      this.clock,
      this.log,
    );
  }

  async close(drainMs: number): Promise<void> {
    this.closing = true;
    this.stopWaiting();
    await this.session?.close(drainMs);
  }

  private retryLater(needsMending: boolean): void {
    if (this.clock.monotonicMs() - this.boundAtMs >= provenMs) this.failures = 0;
    const { firstMs, longestMs, mendingMs } = this.reconnect;
    const fullMs = needsMending ? mendingMs : Math.min(longestMs, firstMs * 2 ** Math.min(this.failures, 20));
    const delayMs = fullMs * (0.5 + this.random.fraction() / 2);
    this.failures++;
    this.log.warn('smpp bind lost', {
      mode: this.settings.mode,
      code: this.problem?.code,
      problem: this.problem?.message,
      retryInMs: Math.round(delayMs),
    });
    this.stopWaiting = this.clock.after(delayMs, () => {
      this.reconnects++;
      this.open();
    });
  }
}
