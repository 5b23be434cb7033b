import { toZgodaError } from '../shared/errors';
import { failure, type Result } from '../shared/result';

/** How items are worked through: `prepare` a slice, then `store` what it made, one result for each of its items. */
export interface SliceWork<Item, Prepared, Value> {
  readonly size: number;
  prepare(slice: readonly Item[]): Promise<Prepared>;
  store(prepared: Prepared): Promise<Result<Value>[]>;
}

/**
 * One result for each item, in order. A slice is prepared while the one before it is stored; slices are stored one after
 * the other. When a slice fails, the items from there on fail with its error; rejects when the first slice fails.
 */
export async function inSlices<Item, Prepared, Value>(
  items: readonly Item[],
  { size, prepare, store }: SliceWork<Item, Prepared, Value>,
): Promise<Result<Value>[]> {
  const results: Result<Value>[] = [];
  let storing: Promise<Result<Value>[]> = Promise.resolve([]);
  try {
    for (let first = 0; first < items.length; first += size) {
      const preparing = prepare(items.slice(first, first + size));
      // It is awaited below, unless the slice before fails first.
      preparing.catch(() => undefined);
      results.push(...(await storing));
      storing = store(await preparing);
    }
    results.push(...(await storing));
    return results;
  } catch (thrown) {
    if (results.length === 0) throw thrown;
    const failed = failure(toZgodaError(thrown));
    return items.map((_, index) => results[index] ?? failed);
  }
}
