import type { Clock } from '../../shared/clock';

/** Sends announcements in the background. */
export interface Announcer {
  /** Has the topic sent: at once, or where it was sent less than `everyMs` ago, that long after. */
  announce(topic: string, everyMs: number): void;
  /** Sends what waits; resolves when all is sent. */
  close(): Promise<void>;
}

/** An announcer over `send`. What it fails to send is lost: who waits for news looks by itself, too. */
export function createAnnouncer(clock: Clock, send: (topic: string) => Promise<void>): Announcer {
  const sentAtMs = new Map<string, number>();
  /** Topics that wait, with what cancels their timers. */
  const waiting = new Map<string, () => void>();
  const underWay = new Set<Promise<void>>();

  function sendNow(topic: string): void {
    waiting.delete(topic);
    sentAtMs.set(topic, clock.monotonicMs());
    const sent = send(topic)
      .catch(() => undefined)
      .finally(() => underWay.delete(sent));
    underWay.add(sent);
  }

  return {
    announce(topic, everyMs) {
      if (waiting.has(topic)) return;
      const waitMs = (sentAtMs.get(topic) ?? -Infinity) + everyMs - clock.monotonicMs();
      if (waitMs <= 0) return sendNow(topic);
      waiting.set(
        topic,
        clock.after(waitMs, () => sendNow(topic)),
      );
    },
    async close() {
      for (const [topic, cancel] of [...waiting]) {
        cancel();
        sendNow(topic);
      }
      await Promise.all(underWay);
    },
  };
}
