import { createWriteStream, type WriteStream } from 'node:fs';
import { DelayLine } from './delayLine';
import { formatId, isChosen, phoneText, receiptDelivery, type Delivery } from './mobileTexts';
import { Outbox } from './outbox';
import type { SimulatorOptions, SimulatorStatistics } from './simulatorOptions';
import { endsText, wantsReceipt, type SimulatedSubmit } from './submit';
import { TokenBucket } from './tokenBucket';

/** What the operator does with a submit_sm. */
export type Verdict =
  | { readonly kind: 'accepted'; readonly id: string; readonly number: bigint }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'nacked' }
  /** Taken; the answer is lost. `drop`: with the connection. */
  | { readonly kind: 'swallowed'; readonly drop: boolean };

const throttled = 0x58;
const submitFail = 0x45;

/** The operator behind all connections: decides on texts, plays the phones, keeps what clients did not take yet. */
export class SimulatedOperator {
  readonly counts = { accepted: 0, throttled: 0, rejected: 0, receipts: 0, replies: 0, binds: 0, enquireLinks: 0 };
  /** What waits for a client that receives. */
  readonly outbox = new Outbox();
  /** Called when something was put into `outbox`. */
  onOutbox: () => void = () => undefined;
  private seen = 0;
  private nextId: bigint;
  private readonly bucket: TokenBucket | null;
  private readonly log: WriteStream | null;
  private readonly receiptLine: DelayLine<() => Delivery[]>;

  constructor(private readonly options: SimulatorOptions) {
    const { tps = 0, tpsBurst, logFile, firstId, receipts = {} } = options;
    this.nextId = BigInt(firstId ?? Date.now() * 1_000);
    this.bucket = tps > 0 ? new TokenBucket(tps, tpsBurst ?? Math.max(2, tps * 0.02), performance.now()) : null;
    this.log = logFile === undefined ? null : createWriteStream(logFile, { flags: 'a' });
    this.receiptLine = new DelayLine<() => Delivery[]>(receipts.delayMs ?? 0, (due) => {
      const deliveries = due.flatMap((make) => make());
      this.send(receipts.reverse === true ? deliveries.reverse() : deliveries);
    });
  }

  /** Decides on a submit_sm; faults count every one that came. */
  judge(submit: SimulatedSubmit, connection: number): Verdict {
    const { faults = {}, idFormat = 'dec' } = this.options;
    this.seen++;
    const hits = (every = 0): boolean => every > 0 && this.seen % every === 0;
    if (hits(faults.throttleEvery) || this.bucket?.take(performance.now()) === false) {
      this.counts.throttled++;
      return { kind: 'refused', status: throttled };
    }
    if (hits(faults.rejectEvery)) {
      this.counts.rejected++;
      return { kind: 'refused', status: faults.rejectStatus ?? submitFail };
    }
    if (hits(faults.nackEvery)) return { kind: 'nacked' };
    const number = this.nextId++;
    const id = formatId(number, idFormat);
    this.accept(submit, id, connection);
    if (hits(faults.dropEvery)) return { kind: 'swallowed', drop: true };
    if (hits(faults.swallowEvery)) return { kind: 'swallowed', drop: false };
    return { kind: 'accepted', id, number };
  }

  /** What the phone and the network make of an accepted text: a receipt, and perhaps a reply. */
  afterwards(submit: SimulatedSubmit, number: bigint): void {
    const { receipts = {}, stopEvery = 0, idFormat = 'dec' } = this.options;
    const { source, destination } = submit;
    const delivered = !isChosen(destination, receipts.undeliveredEvery ?? 0);
    const wanted = receipts.on !== false && wantsReceipt(submit, delivered);
    const replies = isChosen(destination, stopEvery) && endsText(submit);
    if (!wanted && !replies) return;
    const ends = { from: destination, to: source };
    const make = (): Delivery[] => {
      const id = formatId(number, receipts.idFormat ?? idFormat);
      const receipt = receiptDelivery(ends, id, delivered, receipts.style ?? 'both');
      const copies = wanted ? (receipts.twice === true ? [receipt, receipt] : [receipt]) : [];
      return replies && delivered ? [...copies, ...phoneText(ends, 'STOP')] : copies;
    };
    if (receipts.early === true) this.send(make());
    else this.receiptLine.push(make);
  }

  /** Sends texts or receipts to whichever client receives. */
  send(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) {
      this.outbox.push(delivery);
      this.counts[delivery.kind === 'receipt' ? 'receipts' : 'replies']++;
    }
    if (deliveries.length > 0) this.onOutbox();
  }

  statistics(bound: number, unanswered: number): SimulatorStatistics {
    return { ...this.counts, undelivered: this.outbox.size + unanswered, bound };
  }

  close(): Promise<void> {
    this.receiptLine.close();
    return new Promise((resolve) => {
      if (this.log === null) resolve();
      else this.log.end(resolve);
    });
  }

  private accept(submit: SimulatedSubmit, id: string, connection: number): void {
    this.counts.accepted++;
    this.options.onSubmit?.(submit, id, connection);
    this.log?.write(
      `${JSON.stringify({
        sequence: submit.sequence,
        id,
        source: submit.source,
        destination: submit.destination,
        data_coding: submit.dataCoding,
        esm_class: submit.esmClass,
        short_message: submit.shortMessage.toString('hex'),
      })}\n`,
    );
  }
}
