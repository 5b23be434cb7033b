/** Collects single items into batches without delaying them. */
export interface Batcher<Item, Answer> {
  /** Resolves with the item's answer; rejects as its batch does. */
  add(item: Item): Promise<Answer>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * While one batch is worked on, what arrives is collected and goes together as the next: batches grow with the load and
 * stay at one item without it. `work` gives one answer for each item, in order. `hold` may hold a batch back while it grows.
 */
export function createBatcher<Item, Answer>(
  maxItems: number,
  work: (items: Item[]) => Promise<readonly Answer[]>,
  hold?: (size: () => number) => Promise<void>,
): Batcher<Item, Answer> {
  let waiting: Waiting<Item, Answer>[] = [];
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    await nextTurn();
    while (waiting.length > 0) {
      await hold?.(() => waiting.length);
      const batch = waiting.slice(0, maxItems);
      waiting = waiting.slice(maxItems);
      await settle(batch);
    }
    running = null;
  }

  async function settle(batch: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await work(batch.map((each) => each.item));
      batch.forEach((each, index) => each.resolve(answers[index] as Answer));
    } catch (reason) {
      for (const each of batch) each.reject(reason);
    }
  }

  return {
    add(item) {
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        running ??= run();
      });
    },
    async idle() {
      while (running !== null) await running;
    },
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
