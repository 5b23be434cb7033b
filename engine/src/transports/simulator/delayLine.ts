/** Hands items on after a constant delay, in order. */
export class DelayLine<Item> {
  private readonly items: { readonly item: Item; readonly dueMs: number }[] = [];
  private timer: NodeJS.Timeout | null = null;
  private closed = false;

  /**
   * `deliver` gets what is due, in order, a batch at a time. `precise`: meets the time within some microseconds, at the
   * price of a busy processor; otherwise within about a millisecond, late.
   */
  constructor(
    private readonly delayMs: number,
    private readonly deliver: (items: Item[]) => void,
    private readonly precise = false,
  ) {}

  push(item: Item): void {
    if (this.closed) return;
    this.items.push({ item, dueMs: performance.now() + this.delayMs });
    if (this.timer === null) this.arm();
  }

  close(): void {
    this.closed = true;
    this.items.length = 0;
    if (this.timer !== null) clearTimeout(this.timer);
  }

  private arm(): void {
    const waitMs = (this.items[0]?.dueMs ?? 0) - performance.now();
    const earlyMs = this.precise ? 2 : 0;
    this.timer = setTimeout(() => this.wake(), Math.max(0, waitMs - earlyMs));
  }

  private wake(): void {
    if (this.closed) return;
    const nowMs = performance.now();
    let due = 0;
    while (due < this.items.length && (this.items[due]?.dueMs ?? 0) <= nowMs) due++;
    if (due > 0) this.deliver(this.items.splice(0, due).map(({ item }) => item));
    if (this.items.length === 0) this.timer = null;
    else if (this.precise && (this.items[0]?.dueMs ?? 0) - performance.now() < 2) setImmediate(() => this.wake());
    else this.arm();
  }
}
