import type { Clock } from '../../../shared/clock';
import type { Log } from '../../../shared/log';
import { guarded } from '../guarded';
import type { Pacer } from './pacer';

/** What a link does when its turn has come: it may take a segment. */
export type Turn = (nowMs: number) => void;

/** The pacer of an account among all its links: those that wait for it take a segment each in turn. */
export class PacerTurns {
  /** Links that can send now; each has an equal share of the rate. */
  private readonly sending = new Set<Turn>();
  private readonly waiting = new Set<Turn>();
  /** Whose turn it is. */
  private serving: Turn | null = null;
  private cancelWaking: (() => void) | null = null;

  constructor(
    readonly pacer: Pacer,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** A link, known by its turn, can send from now on, or no longer: the others then have its share. */
  setSending(turn: Turn, isSending: boolean): void {
    if (isSending) {
      this.sending.add(turn);
      return;
    }
    this.sending.delete(turn);
    this.waiting.delete(turn);
    if (this.waiting.size === 0) this.stopWaking();
  }

  /** Segments a second that a link may count on now. */
  share(turn: Turn, nowMs: number): number {
    return this.sending.has(turn) ? this.pacer.rate(nowMs) / this.sending.size : 0;
  }

  /** Takes the right to send this many segments now. If there is none, `turn` is called when there may be. */
  take(turn: Turn, nowMs: number, segments = 1): boolean {
    if (this.waiting.size === 0 && this.pacer.take(nowMs, segments)) return true;
    if (this.isNext(turn) && this.pacer.take(nowMs, segments)) {
      this.waiting.delete(turn);
      this.serving = null;
      return true;
    }
    this.waiting.add(turn);
    this.wakeAfter(this.pacer.waitMs(nowMs));
    return false;
  }

  private isNext(turn: Turn): boolean {
    if (this.serving !== null) return this.serving === turn;
    const [first] = this.waiting;
    return first === turn;
  }

  private serve(): void {
    const nowMs = this.clock.monotonicMs();
    for (;;) {
      const [turn] = this.waiting;
      if (turn === undefined) return;
      const waitMs = this.pacer.waitMs(nowMs);
      if (waitMs > 0) return this.wakeAfter(waitMs);
      this.waiting.delete(turn);
      this.serving = turn;
      // One link's fault must not keep the others from their turns.
      guarded(this.log, () => turn(nowMs));
      this.serving = null;
    }
  }

  private wakeAfter(delayMs: number): void {
    this.cancelWaking ??= this.clock.after(Math.max(1, delayMs), () => {
      this.cancelWaking = null;
      this.serve();
    });
  }

  private stopWaking(): void {
    this.cancelWaking?.();
    this.cancelWaking = null;
  }
}
