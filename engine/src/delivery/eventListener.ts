import type { Clock } from '../shared/clock';
import { toZgodaError } from '../shared/errors';
import type { Log } from '../shared/log';
import { createSignal } from '../shared/signal';
import type { EventKind, EventStore, StoredEvent } from './eventStore';

/** A running reading of events. */
export interface EventListener {
  /** There may be new events. */
  wake(): void;
  /** Resolves when the event in hand is done with. */
  close(): Promise<void>;
}

const pollMs = 1_000;
const retryMs = 2_000;
const pageEvents = 100;
/** A listener that has nothing to tell says so often that it is there. */
const seenEveryMs = 6 * 3_600_000;

/**
 * Tells `handle` of events in order, each at least once: a consumer's position moves only after `handle` resolved. A new
 * consumer starts behind the last event there is.
 */
export function startEventListener(
  consumer: string,
  kinds: readonly EventKind[],
  handle: (event: StoredEvent) => Promise<void>,
  ports: { readonly store: EventStore; readonly clock: Clock; readonly log: Log },
): EventListener {
  const { store, clock, log } = ports;
  const signal = createSignal(clock);
  let closing = false;
  let seenAtMs = 0;

  async function run(): Promise<void> {
    let position: number | null = null;
    while (!closing) {
      try {
        position ??= await startPosition();
        position = await tellAfter(position);
        if (clock.nowMs() - seenAtMs > seenEveryMs) await note(position);
        await signal.wait(pollMs);
      } catch (thrown) {
        log.warn('an event will be told again', { code: toZgodaError(thrown).code });
        position = null;
        await signal.wait(retryMs);
      }
    }
  }

  async function startPosition(): Promise<number> {
    const position = (await store.readConsumer(consumer)) ?? (await store.lastEventSequence());
    await note(position);
    return position;
  }

  async function note(position: number): Promise<void> {
    seenAtMs = clock.nowMs();
    await store.writeConsumer(consumer, position, seenAtMs);
  }

  async function tellAfter(start: number): Promise<number> {
    let position = start;
    for (;;) {
      const events = await store.readEvents(kinds, position, pageEvents);
      for (const event of events) {
        if (closing) return position;
        await handle(event);
        position = event.sequence;
        await note(position);
      }
      if (events.length < pageEvents) return position;
    }
  }

  const loop = run();
  return {
    wake: () => signal.notify(),
    async close() {
      closing = true;
      signal.notify();
      await loop;
    },
  };
}
