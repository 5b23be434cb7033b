import type { Timers } from '../timers';
import type { Submission } from './submission';
import type { Part } from './submitQueue';

/** Parts that the operator could not take just now; each is given back when its time has come. */
export class LaterParts {
  private readonly waiting = new Map<Part, () => void>();

  constructor(
    private readonly timers: Timers,
    private readonly giveBack: (part: Part) => void,
  ) {}

  /** `due` is called once the part was given back. */
  add(part: Part, delayMs: number, due: () => void): void {
    const cancel = this.timers.after(delayMs, () => {
      this.release(part);
      due();
    });
    this.waiting.set(part, cancel);
  }

  /** Gives back the parts of every submission that `matches`, now. */
  hurry(matches: (submission: Submission) => boolean): void {
    for (const [part, cancel] of this.waiting) {
      if (!matches(part.submission)) continue;
      cancel();
      this.release(part);
    }
  }

  private release(part: Part): void {
    this.waiting.delete(part);
    this.giveBack(part);
  }
}
