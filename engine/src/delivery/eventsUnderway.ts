import type { Clock } from '../shared/clock';
import { toZgodaError } from '../shared/errors';
import type { Log } from '../shared/log';
import { createSignal, type Signal } from '../shared/signal';
import type { StoredEvent } from './eventStore';

/** Events that a consumer was told and has not taken yet. */
export interface EventsUnderway {
  /** Begins to tell of an event, which comes behind those before; resolves once there is room for another. */
  tell(event: StoredEvent): Promise<void>;
  /** Tells nothing again; resolves when what is in hand is done with. */
  close(): Promise<void>;
}

interface Underway {
  readonly sequence: number;
  isTaken: boolean;
}

const retryMs = 2_000;

/**
 * Tells `handle` of events, at most `atOnce` of them at a time and each until `handle` resolves; `write` is given the position
 * up to which all of them were taken.
 */
export function createEventsUnderway(
  atOnce: number,
  handle: (event: StoredEvent) => Promise<void>,
  ports: { readonly clock: Clock; readonly log: Log; readonly write: (position: number) => Promise<void> },
): EventsUnderway {
  const { clock, log } = ports;
  /** In the order in which they happened. */
  const line: Underway[] = [];
  const inHand = new Set<Promise<void>>();
  const pauses = new Set<Signal>();
  let closing = false;
  let giveRoom = (): void => undefined;
  let writing: Promise<void> | null = null;

  async function tellUntilTaken(event: StoredEvent, entry: Underway): Promise<void> {
    while (!entry.isTaken) {
      try {
        await handle(event);
        entry.isTaken = true;
      } catch (thrown) {
        if (closing) return;
        log.warn('an event will be told again', { code: toZgodaError(thrown).code });
        await pause();
        if (closing) return;
      }
    }
    if (countTaken() > 0) await (writing ??= writeTaken());
  }

  async function writeTaken(): Promise<void> {
    for (let taken = countTaken(); taken > 0; taken = countTaken()) {
      if (await isWritten(line[taken - 1]?.sequence ?? 0)) line.splice(0, taken);
      else if (closing) break;
      else await pause();
      giveRoom();
    }
    writing = null;
  }

  function countTaken(): number {
    const open = line.findIndex(({ isTaken }) => !isTaken);
    return open < 0 ? line.length : open;
  }

  const isWritten = (position: number): Promise<boolean> =>
    ports.write(position).then(
      () => true,
      (thrown: unknown) => {
        log.warn('the position of a flow waits: the store failed', { code: toZgodaError(thrown).code });
        return false;
      },
    );

  async function pause(): Promise<void> {
    const signal = createSignal(clock);
    pauses.add(signal);
    await signal.wait(retryMs);
    pauses.delete(signal);
  }

  return {
    async tell(event) {
      const entry = { sequence: event.sequence, isTaken: false };
      line.push(entry);
      const telling = tellUntilTaken(event, entry);
      inHand.add(telling);
      void telling.then(() => inHand.delete(telling));
      while (line.length >= atOnce && !closing) await new Promise<void>((resolve) => (giveRoom = resolve));
    },
    async close() {
      closing = true;
      giveRoom();
      for (const signal of pauses) signal.notify();
      await Promise.all(inHand);
    },
  };
}
