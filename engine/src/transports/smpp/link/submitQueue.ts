import { Fifo } from './fifo';
import type { Submission } from './submission';

/** A part of a message. */
export interface Part {
  readonly submission: Submission;
  readonly index: number;
}

/** Submissions in the order of submitting, and the next part of the oldest. */
class Lane {
  readonly submissions = new Fifo<Submission>();
  nextIndex = 0;
}

/**
 * The parts that wait to be sent: those to send again first, then urgent ones, then the others, each in the order of
 * submitting. A submission that was begun is finished first.
 */
export class SubmitQueue {
  /** Parts that wait. */
  waiting = 0;
  private readonly urgent = new Lane();
  private readonly ordinary = new Lane();
  private readonly again: Part[] = [];

  /** Whether something is to be sent again. */
  get retrying(): boolean {
    return this.again.length > 0;
  }

  push(submission: Submission, isUrgent = false): void {
    (isUrgent ? this.urgent : this.ordinary).submissions.push(submission);
    this.waiting += submission.waiting;
  }

  /** Puts a part back, where it belongs in the order. */
  putBack(submission: Submission, index: number): void {
    const later = (part: Part): boolean =>
      part.submission.order > submission.order || (part.submission === submission && part.index > index);
    let at = this.again.length;
    while (at > 0 && later(this.again[at - 1] as Part)) at--;
    this.again.splice(at, 0, { submission, index });
    submission.waiting++;
    this.waiting++;
  }

  /** The submission whose part is next (`nextIndex` says which); undefined when nothing waits. Gives up failed ones. */
  next(): Submission | undefined {
    for (;;) {
      const submission = this.again[0]?.submission ?? this.lane.submissions.peek();
      if (submission === undefined || !submission.failed) return submission;
      this.remove((other) => other === submission);
    }
  }

  /** Where the next fresh part is. */
  private get lane(): Lane {
    return this.ordinary.nextIndex === 0 && this.urgent.submissions.size > 0 ? this.urgent : this.ordinary;
  }

  get nextIndex(): number {
    return this.again[0]?.index ?? this.lane.nextIndex;
  }

  /** Takes the part that `next` told of out of the queue. */
  takeNext(): void {
    this.waiting--;
    const again = this.retrying ? this.again.shift() : undefined;
    if (again !== undefined) {
      again.submission.waiting--;
      return;
    }
    const { lane } = this;
    const submission = lane.submissions.peek() as Submission;
    submission.waiting--;
    lane.nextIndex++;
    if (lane.nextIndex < submission.message.partCount) return;
    lane.submissions.shift();
    lane.nextIndex = 0;
  }

  /** Takes out every submission that `matches`, and settles its waiting parts as never sent. */
  remove(matches: (submission: Submission) => boolean): void {
    const removed = new Set<Submission>();
    const consider = (submission: Submission): boolean => {
      if (!matches(submission)) return false;
      removed.add(submission);
      return true;
    };
    for (let at = this.again.length - 1; at >= 0; at--) {
      if (consider((this.again[at] as Part).submission)) this.again.splice(at, 1);
    }
    for (const lane of [this.urgent, this.ordinary]) {
      const { submissions } = lane;
      const oldest = submissions.peek();
      for (let left = submissions.size; left > 0; left--) {
        const submission = submissions.shift() as Submission;
        if (!consider(submission)) submissions.push(submission);
      }
      if (oldest !== submissions.peek()) lane.nextIndex = 0;
    }
    for (const submission of removed) {
      this.waiting -= submission.waiting;
      submission.abandon();
    }
  }
}
