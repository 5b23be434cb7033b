import { ZgodaError } from '../index';
import type { FlagValues } from './command';

/** The value of `--limit`; 100 where it is not given. Throws `invalid_input`. */
export function limitOf(written: FlagValues[string]): number {
  const limit = Number(written ?? 100);
  if (Number.isInteger(limit) && limit >= 1) return limit;
  throw new ZgodaError('invalid_input', { field: '--limit', problem: 'it must be a whole number, 1 or more' });
}
