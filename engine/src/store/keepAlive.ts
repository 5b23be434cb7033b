const longMs = 60_000;

/** Keeps the process alive until `work` settles: its waits do not do so themselves. */
export async function keepAlive<T>(work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => undefined, longMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
