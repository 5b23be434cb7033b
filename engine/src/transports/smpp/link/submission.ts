import type { Log } from '../../../shared/log';
import type { SubmitForm } from '../codec/submitSm';
import type { Session } from '../session/session';

/** What became of a submission; the same shape as the transport port's outcome. */
export type SubmissionOutcome =
  | { readonly outcome: 'submitted'; readonly partIds: readonly string[] }
  | { readonly outcome: 'rejected'; readonly status: string }
  | { readonly outcome: 'uncertain' }
  | { readonly outcome: 'unsent'; readonly refused?: true };

/** The parts of one message, encoded. */
export interface EncodedParts {
  readonly form: SubmitForm;
  /** short_message of each part. */
  readonly parts: readonly Buffer[];
  /** Encoded TLVs of each part; null: no part has any. */
  readonly tlvs: readonly Buffer[] | null;
}

/** One message as it is given to a link. */
export interface Submittable {
  readonly id: string;
  /** destination_addr, ASCII. */
  readonly destination: string;
  /** How many submit_sm carry it. */
  readonly partCount: number;
  /** How many segments each of them counts for: more than one where the operator divides the text. */
  readonly segmentsPerPart: number;
  readonly text: string;
  /** The form of a text that one submit_sm carries, perhaps as it is written by `LinkPorts.writeText`; null: `encoded` has to be. */
  readonly plainForm: SubmitForm | null;
  /** Its parts, encoded when they are first asked for. Throws what the encoder throws. */
  encoded(): EncodedParts;
}

/** One message on its way through a link, with the answers that came so far. */
export class Submission {
  /** The operator's id of each part. */
  private readonly partIds: string[];
  /** Parts without a final answer. */
  open: number;
  /** Parts that wait in the link's queue. */
  waiting: number;
  /** The session that took a part of it: the others follow it there. */
  session: Session<Submission> | null = null;
  /** Parts that the operator took. */
  taken = 0;
  /** Parts that were written, and of which it is not known whether the operator took them. */
  private missing = 0;
  private revoked = false;
  private rejection: string | null = null;
  /** How often each part was tried again; most never are. */
  private retries: Map<number, number> | null = null;
  /** When each part was too much for the operator: how often, and how many parts it had taken by then. Most never are. */
  private refusals: Map<number, { readonly times: number; readonly taken: number }> | null = null;
  /** Whether it stood aside for others. */
  private stoodAside = false;
  /** Why the operator would not take a part for long enough. */
  private refusal: string | null = null;
  /** What was told of it last. */
  private told: SubmissionOutcome['outcome'] | null = null;
  private abandoned = false;

  constructor(
    readonly message: Submittable,
    readonly isUrgent: boolean,
    /** Position in the order of submitting. */
    readonly order: number,
    /** Monotonic time it came in. */
    readonly queuedAtMs: number,
    private readonly done: (outcome: SubmissionOutcome) => void,
    private readonly log: Log,
  ) {
    this.open = message.partCount;
    this.waiting = this.open;
    this.partIds = this.open === 1 ? [''] : new Array<string>(this.open).fill('');
  }

  /** Whether no more parts of it need to be sent. */
  get failed(): boolean {
    return this.abandoned || this.revoked || this.rejection !== null;
  }

  /** Whether nothing of it is with the operator, nor on the way there. */
  get untouched(): boolean {
    return !this.reached && this.waiting === this.open;
  }

  /** Whether the operator took a part, or may have. */
  get reached(): boolean {
    return this.taken > 0 || this.missing > 0;
  }

  retriesOf(index: number): number {
    return this.retries?.get(index) ?? 0;
  }

  /** A part will be tried again. */
  retry(index: number): void {
    this.retries ??= new Map();
    this.retries.set(index, this.retriesOf(index) + 1);
  }

  /**
   * A part was too much for the operator, which has taken so many parts of other texts. Returns how often it was, and how many of
   * those were taken since it last was; null: it never was.
   */
  tooMuch(index: number, taken: number): { times: number; takenSince: number | null } {
    this.refusals ??= new Map();
    const before = this.refusals.get(index);
    const times = (before?.times ?? 0) + 1;
    this.refusals.set(index, { times, taken });
    return { times, takenSince: before === undefined ? null : taken - before.taken };
  }

  /** A part is refused for its own sake, and will be tried again after others. */
  standAside(index: number): void {
    this.stoodAside = true;
    this.retry(index);
  }

  accept(index: number, id: string): void {
    this.take(index, id);
    this.settle(1);
  }

  /** The operator took a part that was lost. */
  acceptLate(index: number, id: string): void {
    this.take(index, id);
    this.settleLate();
  }

  reject(status: string): void {
    this.rejection ??= status;
    this.settle(1);
  }

  /** The operator did not take a part that was lost. `status`: why it never will; null: for now. */
  rejectLate(status: string | null): void {
    this.rejection ??= status;
    this.settleLate();
  }

  /** The operator would not take a part for long enough: it comes back, unless the operator has another part of it. */
  refuse(status: string): void {
    this.refusal ??= status;
    this.abandoned = true;
    this.settle(1);
  }

  /** A part will have no answer. */
  lose(written: boolean): void {
    if (written) this.missing++;
    this.abandoned = true;
    this.settle(1);
  }

  /** Parts that wait, or come back to be sent again, are not sent; those in flight may still be answered. */
  revoke(): void {
    this.revoked = true;
  }

  /** The parts that still wait are not sent. */
  abandon(): void {
    const { waiting } = this;
    this.waiting = 0;
    this.abandoned = true;
    this.settle(waiting);
  }

  private take(index: number, id: string): void {
    this.partIds[index] = id;
    this.taken++;
  }

  /** What became of a lost part is known: when it was the last one missing, there is another outcome. */
  private settleLate(): void {
    this.missing--;
    if (this.open === 0 && this.told === 'uncertain' && this.outcome().outcome !== 'uncertain') this.settle(0);
  }

  private settle(parts: number): void {
    this.open -= parts;
    if (this.open > 0) return;
    const outcome = this.outcome();
    this.told = outcome.outcome;
    try {
      this.done(outcome);
    } catch (error) {
      // One message's fault must not keep the others from their outcomes.
      this.log.error('smpp outcome not handled', { problem: error instanceof Error ? error.name : typeof error });
    }
  }

  private outcome(): SubmissionOutcome {
    if (this.rejection !== null) return { outcome: 'rejected', status: this.rejection };
    if (this.taken === this.partIds.length) return { outcome: 'submitted', partIds: this.partIds };
    if (this.reached && this.missing === 0 && this.refusal !== null)
      return { outcome: 'rejected', status: this.refusal };
    if (this.reached) return { outcome: 'uncertain' };
    return this.stoodAside && !this.revoked ? { outcome: 'unsent', refused: true } : { outcome: 'unsent' };
  }
}
