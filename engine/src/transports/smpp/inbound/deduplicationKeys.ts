import { createHash } from 'node:crypto';
import type { Clock } from '../../../shared/clock';
import type { BoundSession } from '../session/sessionEvents';

// A text that comes again within this time may be the same one, sent again.
const sameTextMs = 600_000;
// An answer later than this may have missed the operator's own deadline.
const promptAnswerMs = 3_000;
const mostRemembered = 20_000;

interface Seen {
  readonly firstMs: number;
  /** Which ten minutes it first came in: survives a restart, unlike the rest. */
  readonly period: number;
  /** How many times a person has sent it in that time, less one. */
  repeat: number;
  /** The session that it was answered on; null while it was not, or too late. */
  answeredOn: BoundSession | null;
}

/** What `begin` returns. */
export interface InboundKey {
  readonly key: string;
  /** The text was stored, and the operator is told now. */
  taken(): void;
}

/**
 * Tells a text that the operator sends again from one that a person sends again. SMPP marks neither. A text whose
 * answer went out in time, on a session that still stands, is done with: the same words after it are a new text. All
 * other repetitions within ten minutes are the same text, also after a restart.
 */
export class DeduplicationKeys {
  private readonly seen = new Map<string, Seen>();

  constructor(private readonly clock: Clock) {}

  /** The key of a text with this content (both ends, the words, and the reference of its parts). */
  begin(content: string, on: BoundSession): InboundKey {
    const digest = createHash('sha256').update(content).digest('base64');
    const nowMs = this.clock.monotonicMs();
    const seen = this.find(digest, nowMs);
    const key = createHash('sha256').update(`${digest}\0${seen.period}\0${seen.repeat}`).digest('hex');
    return {
      key,
      taken: () => {
        if (this.clock.monotonicMs() - nowMs <= promptAnswerMs) seen.answeredOn = on;
      },
    };
  }

  private find(digest: string, nowMs: number): Seen {
    const known = this.seen.get(digest);
    if (known !== undefined && nowMs - known.firstMs < sameTextMs) {
      if (known.answeredOn?.isBound === true) {
        known.repeat++;
        known.answeredOn = null;
      }
      return known;
    }
    const period = Math.floor(this.clock.nowMs() / sameTextMs);
    const seen: Seen = { firstMs: nowMs, period, repeat: 0, answeredOn: null };
    this.forgetOld(nowMs);
    this.seen.delete(digest);
    this.seen.set(digest, seen);
    return seen;
  }

  private forgetOld(nowMs: number): void {
    for (const [digest, { firstMs }] of this.seen) {
      if (nowMs - firstMs < sameTextMs && this.seen.size < mostRemembered) return;
      this.seen.delete(digest);
    }
  }
}
