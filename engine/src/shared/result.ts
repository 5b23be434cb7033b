import { toZgodaError, type ZgodaError } from './errors';

/** What became of one item of a batch: the others are not touched by its failure. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ZgodaError };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });
export const failure = (error: ZgodaError): Result<never> => ({ ok: false, error });

/** What `work` returns, or the error that it throws. */
export function attempt<T>(work: () => T): Result<T> {
  try {
    return success(work());
  } catch (thrown) {
    return failure(toZgodaError(thrown));
  }
}

/** The values of the results that are not errors, in order. */
export function successes<T>(results: readonly Result<T>[]): T[] {
  return results.flatMap((result) => (result.ok ? [result.value] : []));
}

/** Puts `values`, one for each success in order, in the successes' place; errors stay where they are. */
export function fillSuccesses<T, Value>(results: readonly Result<T>[], values: readonly Value[]): Result<Value>[] {
  let next = 0;
  return results.map((result) => (result.ok ? success(values[next++] as Value) : result));
}
