import type { ZgodaError } from './errors';

/** What became of one item of a batch: the others are not touched by its failure. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ZgodaError };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });
export const failure = (error: ZgodaError): Result<never> => ({ ok: false, error });
