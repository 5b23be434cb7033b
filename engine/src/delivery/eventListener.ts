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

  async function run(): Promise<void> {
    let position: number | null = null;
    while (!closing) {
      try {
        position ??= await startPosition();
        position = await tellAfter(position);
        await signal.wait(pollMs);
      } catch (thrown) {
        log.warn('an event will be told again', { code: toZgodaError(thrown).code });
        position = null;
        await signal.wait(retryMs);
      }
    }
  }

  async function startPosition(): Promise<number> {
    const known = await store.readConsumer(consumer);
    if (known !== null) return known;
    const last = await store.lastEventSequence();
    await store.writeConsumer(consumer, last);
    return last;
  }

  async function tellAfter(start: number): Promise<number> {
    let position = start;
    for (;;) {
      const events = await store.readEvents(kinds, position, pageEvents);
      for (const event of events) {
        if (closing) return position;
        await handle(event);
        position = event.sequence;
        await store.writeConsumer(consumer, position);
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
