import { Fifo } from './fifo';
import type { Submission } from './submission';

interface Part {
  readonly submission: Submission;
  readonly index: number;
}

/** The parts that wait to be sent, in the order of submitting; those to send again come before all others. */
export class SubmitQueue {
  /** Parts that wait. */
  waiting = 0;
  private readonly fresh = new Fifo<Submission>();
  /** The next part of the oldest fresh submission. */
  private freshIndex = 0;
  private readonly again: Part[] = [];

  /** Whether something is to be sent again. */
  get retrying(): boolean {
    return this.again.length > 0;
  }

  push(submission: Submission): void {
    this.fresh.push(submission);
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
      const submission = this.again[0]?.submission ?? this.fresh.peek();
      if (submission === undefined || !submission.failed) return submission;
      this.remove((other) => other === submission);
    }
  }

  get nextIndex(): number {
    return this.again[0]?.index ?? this.freshIndex;
  }

  /** Takes the part that `next` told of out of the queue. */
  takeNext(): void {
    this.waiting--;
    const again = this.again.shift();
    if (again !== undefined) {
      again.submission.waiting--;
      return;
    }
    const submission = this.fresh.peek() as Submission;
    submission.waiting--;
    this.freshIndex++;
    if (this.freshIndex < submission.message.parts.length) return;
    this.fresh.shift();
    this.freshIndex = 0;
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
    const oldest = this.fresh.peek();
    for (let left = this.fresh.size; left > 0; left--) {
      const submission = this.fresh.shift() as Submission;
      if (!consider(submission)) this.fresh.push(submission);
    }
    if (oldest !== this.fresh.peek()) this.freshIndex = 0;
    for (const submission of removed) {
      this.waiting -= submission.waiting;
      submission.abandon();
    }
  }
}
