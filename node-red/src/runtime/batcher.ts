/** Settings of a batcher. */
export interface BatcherOptions<Item> {
  /** Most items of one batch. */
  readonly maxItems: number;
  /** How many batches may run at once; 1 keeps the order of items over batches. */
  readonly overlap: number;
  /** Handles a batch; it settles each item by itself and must not reject. */
  readonly run: (items: readonly Item[]) => Promise<void>;
}

/** Turns single items into batches. */
export interface Batcher<Item> {
  push(item: Item): void;
  /** Runs what is queued, for at most `timeoutMs`, and starts nothing after. Gives the number of items left undone. */
  drain(timeoutMs: number): Promise<number>;
}

/**
 * Natural batching: items that arrive in one turn of the event loop, or while a batch runs, go together as the next
 * batch, in the order in which they came. So a lone item never waits for others, and a flood needs few calls.
 */
export function createBatcher<Item>({ maxItems, overlap, run }: BatcherOptions<Item>): Batcher<Item> {
  let queue: Item[] = [];
  let runningItems = 0;
  let runningBatches = 0;
  let scheduled = false;
  let closed = false;
  let whenIdle: (() => void) | null = null;

  const schedule = (): void => {
    if (scheduled || closed) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      start();
    });
  };

  const start = (): void => {
    while (!closed && queue.length > 0 && runningBatches < overlap) {
      const items = queue.slice(0, maxItems);
      queue = queue.slice(maxItems);
      runningBatches += 1;
      runningItems += items.length;
      void run(items).finally(() => finish(items.length));
    }
    if (queue.length === 0 && runningBatches === 0) whenIdle?.();
  };

  const finish = (items: number): void => {
    runningBatches -= 1;
    runningItems -= items;
    schedule();
  };

  return {
    push(item) {
      queue.push(item);
      schedule();
    },
    async drain(timeoutMs) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        whenIdle = () => {
          clearTimeout(timer);
          resolve();
        };
        schedule();
      });
      closed = true;
      return queue.length + runningItems;
    },
  };
}
