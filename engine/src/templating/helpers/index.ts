import type { Helper } from './helper';
import { defaultHelper, lookup } from './fallback';
import { lower, upper } from './letterCase';

/** Every helper that a template may call, by name. */
export const helpers: ReadonlyMap<string, Helper> = new Map<string, Helper>(
  Object.entries({ default: defaultHelper, lookup, lower, upper }),
);
