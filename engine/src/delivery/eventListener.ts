import type { Clock } from '../shared/clock';
import { toZgodaError } from '../shared/errors';
import type { Log } from '../shared/log';
import { createSignal } from '../shared/signal';
import { createEventsUnderway } from './eventsUnderway';
import type { EventKind, EventStore, StoredEvent } from './eventStore';

/** A running reading of events. */
export interface EventListener {
  /** There may be new events. */
  wake(): void;
  /** Resolves when the events in hand are done with. */
  close(): Promise<void>;
}

const pollMs = 1_000;
const retryMs = 2_000;
const pageEvents = 100;
/** A listener that has nothing to tell says so often that it is there. */
const seenEveryMs = 6 * 3_600_000;

/**
 * Tells `handle` of events in order, each at least once: a consumer's position moves only after `handle` resolved for all up to
 * there. At most `atOnce` events are in hand at a time. A new consumer starts behind the last event there is.
 */
export function startEventListener(
  consumer: string,
  kinds: readonly EventKind[],
  handle: (event: StoredEvent) => Promise<void>,
  ports: { readonly store: EventStore; readonly clock: Clock; readonly log: Log },
  atOnce = 1,
): EventListener {
  const { store, clock, log } = ports;
  const signal = createSignal(clock);
  const underway = createEventsUnderway(atOnce, handle, { clock, log, write: note });
  let closing = false;
  let seenAtMs = 0;
  /** The last event that was told, and the last one that the store knows to be taken. */
  let told = 0;
  let noted: number | null = null;

  async function run(): Promise<void> {
    while (!closing) {
      try {
        noted ??= await start();
        await tellNew();
        if (clock.nowMs() - seenAtMs > seenEveryMs) await note(noted);
        await signal.wait(pollMs);
      } catch (thrown) {
        log.warn('events wait: the store failed', { code: toZgodaError(thrown).code });
        await signal.wait(retryMs);
      }
    }
  }

  async function start(): Promise<number> {
    told = (await store.readConsumer(consumer)) ?? (await store.lastEventSequence());
    await note(told);
    return told;
  }

  async function note(position: number): Promise<void> {
    seenAtMs = clock.nowMs();
    await store.writeConsumer(consumer, position, seenAtMs);
    noted = position;
  }

  async function tellNew(): Promise<void> {
    for (;;) {
      const events = await store.readEvents(kinds, told, pageEvents);
      for (const event of events) {
        if (closing) return;
        told = event.sequence;
        await underway.tell(event);
      }
      if (events.length < pageEvents) return;
    }
  }

  const loop = run();
  return {
    wake: () => signal.notify(),
    async close() {
      closing = true;
      signal.notify();
      await underway.close();
      await loop;
    },
  };
}
