import type { Delivery } from './mobileTexts';

/** Texts and receipts that wait for a client, oldest first; taking some costs the same however many wait. */
export class Outbox {
  private waiting: Delivery[] = [];
  private head = 0;

  get size(): number {
    return this.waiting.length - this.head;
  }

  push(delivery: Delivery): void {
    this.waiting.push(delivery);
  }

  /** Puts back what a client did not take, before all others. */
  putBack(deliveries: readonly Delivery[]): void {
    if (deliveries.length === 0) return;
    this.waiting = [...deliveries, ...this.waiting.slice(this.head)];
    this.head = 0;
  }

  /** Takes at most `count`. */
  take(count: number): Delivery[] {
    const taken = this.waiting.slice(this.head, this.head + count);
    this.head += taken.length;
    if (this.head > 1_000 && this.head * 2 > this.waiting.length) {
      this.waiting = this.waiting.slice(this.head);
      this.head = 0;
    }
    return taken;
  }
}
