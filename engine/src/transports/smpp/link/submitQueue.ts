import { Fifo } from './fifo';
import type { Submission } from './submission';

/** A part of a message. */
export interface Part {
  readonly submission: Submission;
  readonly index: number;
}

/** Parts to send again, then submissions and the next part of the oldest, each in the order of submitting. */
class Lane {
  readonly submissions = new Fifo<Submission>();
  again: Part[] = [];
  nextIndex = 0;
  /** Parts that wait. */
  waiting = 0;

  /** Whether the oldest submission was begun, and nothing is to be sent again before its next part. */
  get isMidway(): boolean {
    return this.nextIndex > 0 && this.again.length === 0;
  }

  get next(): Submission | undefined {
    return this.again[0]?.submission ?? this.submissions.peek();
  }

  putBack(submission: Submission, index: number): void {
    const later = (part: Part): boolean =>
      part.submission.order > submission.order || (part.submission === submission && part.index > index);
    let at = this.again.length;
    while (at > 0 && later(this.again[at - 1] as Part)) at--;
    this.again.splice(at, 0, { submission, index });
  }

  /** Takes out the part that is next. */
  takeNext(): void {
    this.waiting--;
    const again = this.again.shift();
    if (again !== undefined) {
      again.submission.waiting--;
      return;
    }
    const submission = this.submissions.peek() as Submission;
    submission.waiting--;
    this.nextIndex++;
    if (this.nextIndex < submission.message.partCount) return;
    this.submissions.shift();
    this.nextIndex = 0;
  }

  /** Takes out the parts of a submission that was begun; returns their indexes. */
  takeOut(submission: Submission): number[] {
    const indexes = this.again.filter((part) => part.submission === submission).map(({ index }) => index);
    this.again = this.again.filter((part) => part.submission !== submission);
    if (this.submissions.peek() === submission) {
      while (this.nextIndex < submission.message.partCount) indexes.push(this.nextIndex++);
      this.submissions.shift();
      this.nextIndex = 0;
    }
    this.waiting -= indexes.length;
    submission.waiting -= indexes.length;
    return indexes;
  }

  /** Takes out and returns every submission that `matches`. */
  remove(matches: (submission: Submission) => boolean): ReadonlySet<Submission> {
    const removed = new Set<Submission>();
    const consider = (submission: Submission): boolean => {
      if (!matches(submission)) return false;
      removed.add(submission);
      return true;
    };
    for (let at = this.again.length - 1; at >= 0; at--) {
      if (consider((this.again[at] as Part).submission)) this.again.splice(at, 1);
    }
    const { submissions } = this;
    const oldest = submissions.peek();
    for (let left = submissions.size; left > 0; left--) {
      const submission = submissions.shift() as Submission;
      if (!consider(submission)) submissions.push(submission);
    }
    if (oldest !== submissions.peek()) this.nextIndex = 0;
    for (const { waiting } of removed) this.waiting -= waiting;
    return removed;
  }
}

/**
 * The parts that wait to be sent: urgent ones, then the others; among each those to send again first, in the order of submitting.
 * A submission that was begun is finished first.
 */
export class SubmitQueue {
  private readonly urgent = new Lane();
  private readonly ordinary = new Lane();

  /** Parts that wait. */
  get waiting(): number {
    return this.urgent.waiting + this.ordinary.waiting;
  }

  get urgentWaiting(): number {
    return this.urgent.waiting;
  }

  /** Whether something is to be sent again. */
  get retrying(): boolean {
    return this.urgent.again.length > 0 || this.ordinary.again.length > 0;
  }

  push(submission: Submission): void {
    const lane = this.laneOf(submission);
    lane.submissions.push(submission);
    lane.waiting += submission.waiting;
  }

  /** Puts a part back, where it belongs in the order. */
  putBack(submission: Submission, index: number): void {
    const lane = this.laneOf(submission);
    lane.putBack(submission, index);
    submission.waiting++;
    lane.waiting++;
  }

  /** The submission whose part is next (`nextIndex` says which); undefined when nothing waits. Gives up failed ones. */
  next(): Submission | undefined {
    for (;;) {
      const submission = this.lane.next;
      if (submission === undefined || !submission.failed) return submission;
      this.remove((other) => other === submission);
    }
  }

  get nextIndex(): number {
    const { lane } = this;
    return lane.again[0]?.index ?? lane.nextIndex;
  }

  /** Takes the part that `next` told of out of the queue. */
  takeNext(): void {
    this.lane.takeNext();
  }

  /** Takes out the parts that wait of a submission that was begun; returns their indexes, for `putBack`. */
  takeOut(submission: Submission): number[] {
    return submission.waiting === 0 ? [] : this.laneOf(submission).takeOut(submission);
  }

  /** Takes out every submission that `matches`, and settles its waiting parts as never sent. */
  remove(matches: (submission: Submission) => boolean): void {
    const removed = [...this.urgent.remove(matches), ...this.ordinary.remove(matches)];
    for (const submission of removed) submission.abandon();
  }

  private get lane(): Lane {
    return this.urgent.next !== undefined && !this.ordinary.isMidway ? this.urgent : this.ordinary;
  }

  private laneOf({ isUrgent }: Submission): Lane {
    return isUrgent ? this.urgent : this.ordinary;
  }
}
