import { createHash } from 'node:crypto';
import type { Clock } from '../../../shared/clock';
import type { BoundSession } from '../session/sessionEvents';
import { Timers } from '../timers';

// An answer later than this may have missed the operator's own deadline.
const promptAnswerMs = 3_000;
// A connection that went silent is found before, by its enquire_link.
const surelyAnsweredMs = 60_000;
const mostRemembered = 20_000;

/** Same for the same words between the same ends. */
export const textKeyOf = (content: string): string => createHash('sha256').update(content).digest('hex');

interface Answered {
  readonly on: BoundSession;
  readonly untilMs: number;
  readonly forget: () => void;
}

/**
 * Tells a text that the operator delivers again from one that a person sends again. SMPP marks neither. A text whose answer
 * went out in time, on a session that still stands when the same words come or a minute later, is settled: the words are a
 * new text. In all other cases the store takes them for the same one. One for all connections of an account.
 */
export class AnsweredTexts {
  private readonly answered = new Map<string, Answered>();
  private readonly timers: Timers;

  constructor(private readonly clock: Clock) {
    this.timers = new Timers(clock);
  }

  /** Stores a text by `store`; `settle` frees its key once the operator surely has the answer. */
  async take(
    key: string,
    on: BoundSession,
    store: () => Promise<void>,
    settle: (untilMs: number) => Promise<void>,
  ): Promise<void> {
    const cameAtMs = this.clock.monotonicMs();
    await this.settleEarlier(key, settle);
    await store();
    if (this.clock.monotonicMs() - cameAtMs <= promptAnswerMs) this.remember(key, on, settle);
  }

  /** Forgets what is not settled yet: the store takes the same words for the same text for a while. */
  close(): void {
    this.timers.close();
    this.answered.clear();
  }

  private async settleEarlier(key: string, settle: (untilMs: number) => Promise<void>): Promise<void> {
    const earlier = this.answered.get(key);
    if (earlier === undefined || !earlier.on.isBound) return;
    await settle(earlier.untilMs);
    if (this.answered.get(key) === earlier) earlier.forget();
  }

  private remember(key: string, on: BoundSession, settle: (untilMs: number) => Promise<void>): void {
    this.answered.get(key)?.forget();
    const oldest = this.answered.values().next();
    if (this.answered.size >= mostRemembered && oldest.done !== true) oldest.value.forget();
    const untilMs = this.clock.nowMs();
    const cancel = this.timers.after(surelyAnsweredMs, () => {
      this.answered.delete(key);
      // Where it fails the words count as the same text for ten minutes.
      if (on.isBound) settle(untilMs).catch(() => undefined);
    });
    const forget = (): void => {
      cancel();
      this.answered.delete(key);
    };
    this.answered.set(key, { on, untilMs, forget });
  }
}
