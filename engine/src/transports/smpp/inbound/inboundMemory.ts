import type { Clock } from '../../../shared/clock';
import type { ReceiptIdForm } from '../messageId';
import { AnsweredTexts } from './answeredTexts';
import { ReceiptIds } from './receiptIds';

/** What reading takes beyond its own PDU: one for all connections of an account, since texts and receipts come on any of them. */
export class InboundMemory {
  readonly receiptIds: ReceiptIds;
  readonly answeredTexts: AnsweredTexts;

  constructor(receiptIds: 'auto' | ReceiptIdForm, clock: Clock) {
    this.receiptIds = new ReceiptIds(receiptIds);
    this.answeredTexts = new AnsweredTexts(clock);
  }

  /** Leaves no timer behind. */
  close(): void {
    this.answeredTexts.close();
  }
}
