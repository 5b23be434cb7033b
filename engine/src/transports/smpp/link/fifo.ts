/** A first-in first-out queue that moves nothing when an item leaves. */
export class Fifo<Item> {
  size = 0;
  private items: (Item | undefined)[] = new Array<Item | undefined>(64);
  private head = 0;

  push(item: Item): void {
    if (this.size === this.items.length) this.grow();
    this.items[(this.head + this.size) & (this.items.length - 1)] = item;
    this.size++;
  }

  /** The oldest item; undefined when empty. */
  peek(): Item | undefined {
    return this.items[this.head];
  }

  /** Removes and returns the oldest item; undefined when empty. */
  shift(): Item | undefined {
    const item = this.items[this.head];
    if (this.size === 0) return undefined;
    this.items[this.head] = undefined;
    this.head = (this.head + 1) & (this.items.length - 1);
    this.size--;
    return item;
  }

  private grow(): void {
    const { items, head } = this;
    this.items = [...items.slice(head), ...items.slice(0, head), ...new Array<Item | undefined>(items.length)];
    this.head = 0;
  }
}
