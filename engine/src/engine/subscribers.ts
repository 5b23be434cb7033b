/** Those to be told of a change. */
export interface Subscribers {
  /** Returns its removal. */
  add(subscriber: () => void): () => void;
  readonly notify: () => void;
}

/** An empty set of subscribers. */
export function createSubscribers(): Subscribers {
  const all = new Set<() => void>();
  return {
    add(subscriber) {
      all.add(subscriber);
      return () => all.delete(subscriber);
    },
    notify() {
      for (const subscriber of all) subscriber();
    },
  };
}
