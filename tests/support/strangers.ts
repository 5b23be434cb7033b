const key = Symbol.for('zgoda.routes');

/** Opens an engine that knows as little of the others of this process as if it were in another one. */
export async function asStranger<T>(open: () => Promise<T>): Promise<T> {
  const holder = globalThis as { [key]?: unknown };
  const { [key]: known } = holder;
  delete holder[key];
  try {
    return await open();
  } finally {
    holder[key] = known;
  }
}
