import { commandStatus } from '../codec/commandStatus';

/** More than the operator takes just now. Some say the latter of one phone's queue. */
const tooMuch: ReadonlySet<number> = new Set([commandStatus.ESME_RTHROTTLED, commandStatus.ESME_RMSGQFUL]);
/** A text that can come back does so soon: while it stands aside it takes up room in front of the window. */
const mostTimesAside = 2;
/** A text that was begun is tried for so many times as long as others are held: the phone waits for its parts. */
const begunTimes = 30;

/** When what the operator did not take is sent again. */
export interface RetrySettings {
  /** A message that waited this long with nothing of it taken comes back as unsent. */
  readonly holdMs: number;
  /**
   * How long to wait before each further try of a part that the operator could not take; then it counts as rejected. For one that
   * was too much for it see `judge`.
   */
  readonly retryDelaysMs: readonly number[];
}

/** Whether a status says that a part was too much for the operator just now. */
export const isTooMuch = (status: number): boolean => tooMuch.has(status);

/** What is known of a part that was too much for the operator. */
export interface Refusal {
  readonly status: number;
  /** How many parts of other texts the operator took since this one was last too much; null: it never was. */
  readonly takenSince: number | null;
  /** Whether no other text waits or is in flight. */
  readonly isAlone: boolean;
  /** Whether the operator has a part of its text, or may have. */
  readonly isBegun: boolean;
  /** How often it stood aside for its own sake. */
  readonly timesAside: number;
  /** How long ago its text came in. */
  readonly ageMs: number;
}

/**
 * What becomes of it. `again`: all wait, and it goes first. `afterOthers`: all wait, and another goes first, whose answer tells
 * whether this is the account's or its own. `alone`: it waits by itself. `aside`: it is refused for its own sake, and waits while
 * others go on. `refused`: it has waited for long enough.
 */
export type Verdict = 'again' | 'afterOthers' | 'alone' | 'aside' | 'refused';

/** Judges a part that was too much for the operator. */
export function judge(
  { status, takenSince, isAlone, isBegun, timesAside, ageMs }: Refusal,
  { holdMs, retryDelaysMs }: RetrySettings,
): Verdict {
  if (takenSince === null) return 'again';
  if (isBegun && ageMs >= begunTimes * holdMs) return 'refused';
  if (takenSince > 0) {
    // A rate that others use, too, can meet the same part time and again: what was begun is not given up soon for that.
    if (isBegun && status === commandStatus.ESME_RTHROTTLED) return 'aside';
    return timesAside < (isBegun ? retryDelaysMs.length : mostTimesAside) ? 'aside' : 'refused';
  }
  if (ageMs >= holdMs && !isBegun) return 'refused';
  return isAlone ? 'alone' : 'afterOthers';
}
