interface Waiting {
  readonly alone: boolean;
  start(): void;
}

/** First come, first served: single jobs pass side by side, a transaction has the connection alone. */
export class Turns {
  private readonly queue: Waiting[] = [];
  private held = false;

  /** Starts `job` as soon as no transaction holds the connection. */
  pass<T>(job: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.enqueue({ alone: false, start: () => job().then(resolve, reject) });
    });
  }

  /** Runs `work` alone: nothing else starts until it has settled. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.enqueue({
        alone: true,
        start: () =>
          work()
            .finally(() => this.release())
            .then(resolve, reject),
      });
    });
  }

  private enqueue(waiting: Waiting): void {
    this.queue.push(waiting);
    this.startNext();
  }

  private release(): void {
    this.held = false;
    this.startNext();
  }

  private startNext(): void {
    while (!this.held) {
      const next = this.queue.shift();
      if (next === undefined) return;
      this.held = next.alone;
      next.start();
    }
  }
}
