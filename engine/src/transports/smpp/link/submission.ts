import type { Log } from '../../../shared/log';
import type { SubmitForm } from '../codec/submitSm';
import type { Session } from '../session/session';

/** What became of a submission; the same shape as the transport port's outcome. */
export type SubmissionOutcome =
  | { readonly outcome: 'submitted'; readonly partIds: readonly string[] }
  | { readonly outcome: 'rejected'; readonly status: string }
  | { readonly outcome: 'uncertain' }
  | { readonly outcome: 'unsent' };

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
  /** Whether the operator took a part, or may have. */
  private reached = false;
  /** Parts that the operator took. */
  private taken = 0;
  private revoked = false;
  private rejection: string | null = null;
  /** How often each part was tried again; most never are. */
  private retries: Map<number, number> | null = null;
  private abandoned = false;

  constructor(
    readonly message: Submittable,
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

  retriesOf(index: number): number {
    return this.retries?.get(index) ?? 0;
  }

  /** A part will be tried again. */
  retry(index: number): void {
    this.retries ??= new Map();
    this.retries.set(index, this.retriesOf(index) + 1);
  }

  accept(index: number, id: string): void {
    this.take(index, id);
    this.settle(1);
  }

  /** The operator took a part that was lost: when that was the last one missing, there is another outcome. */
  acceptLate(index: number, id: string): void {
    this.take(index, id);
    if (this.taken === this.partIds.length) this.settle(0);
  }

  reject(status: string): void {
    this.rejection ??= status;
    this.settle(1);
  }

  /** A part will have no answer. */
  lose(written: boolean): void {
    if (written) this.reached = true;
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
    this.reached = true;
    this.taken++;
  }

  private settle(parts: number): void {
    this.open -= parts;
    if (this.open > 0) return;
    try {
      this.done(this.outcome());
    } catch (error) {
      // One message's fault must not keep the others from their outcomes.
      this.log.error('smpp outcome not handled', { problem: error instanceof Error ? error.name : typeof error });
    }
  }

  private outcome(): SubmissionOutcome {
    if (this.rejection !== null) return { outcome: 'rejected', status: this.rejection };
    if (this.taken === this.partIds.length) return { outcome: 'submitted', partIds: this.partIds };
    return { outcome: this.reached ? 'uncertain' : 'unsent' };
  }
}
