import { createHash } from 'node:crypto';
import type { SmppAccount } from '../config';
import { ZgodaError } from '../shared/errors';

const inUseMs = 10 * 60_000;

/**
 * Which settings a route is opened with, where several accounts lead to it: the newest. Settings that were replaced come back
 * only once nobody has asked for the newer ones for ten minutes, so that two accounts cannot reopen each other's
 * connections for ever.
 */
export class AccountChoice {
  private current: string | null = null;
  private readonly replaced = new Set<string>();
  private askedAtMs = 0;

  constructor(private readonly route: string) {}

  /** Whether the route must be opened anew for this account (null: the simulator). Throws `account_conflict`. */
  take(account: SmppAccount | null, nowMs: number): boolean {
    // A digest, since what was replaced may hold a password.
    const wanted = createHash('sha256').update(JSON.stringify(account)).digest('base64');
    const isNew = wanted !== this.current;
    if (isNew && this.replaced.has(wanted) && nowMs - this.askedAtMs < inUseMs) {
      throw new ZgodaError('account_conflict', { route: this.route });
    }
    if (isNew && this.current !== null) this.replaced.add(this.current);
    this.replaced.delete(wanted);
    this.current = wanted;
    this.askedAtMs = nowMs;
    return isNew;
  }

  /** The route was closed: any account may open it. */
  forget(): void {
    this.current = null;
    this.replaced.clear();
  }
}
