import { tellRecipients, type TellPorts } from '../compliance/recipients/tellRecipients';
import type { RecipientStore } from '../compliance/recipients/recipientStore';
import { toZgodaError } from '../shared/errors';

/** Tells recipients of erasures in the background. */
export interface RecipientTeller {
  /** There are new notices. */
  wake(): void;
  /** Resolves when the attempts under way are over; what is left is durable and goes on with the next start. */
  close(): Promise<void>;
}

const retryMs = 60_000;
const longestMs = 3_600_000;

/** Starts with what an earlier process left. */
export function startRecipientTeller(store: RecipientStore, ports: TellPorts): RecipientTeller {
  const { clock, log } = ports;
  let cancel: () => void = () => undefined;
  let closed = false;
  let running: Promise<void> | null = null;
  let again = false;

  function start(): void {
    again = true;
    cancel();
    running ??= run();
  }

  async function run(): Promise<void> {
    let pauseMs = retryMs;
    try {
      // A notice that comes while the last lines run is not left to the timer.
      do {
        again = false;
        await tellRecipients(store, ports);
        const nextAtMs = await store.readNextNotice();
        pauseMs = nextAtMs === null ? longestMs : Math.min(Math.max(nextAtMs - clock.nowMs(), 1_000), longestMs);
      } while (again);
    } catch (thrown) {
      log.warn('Recipients are told of erasures later', { code: toZgodaError(thrown).code });
    }
    running = null;
    if (!closed) cancel = clock.after(pauseMs, start);
  }

  start();
  return {
    wake: start,
    async close() {
      closed = true;
      cancel();
      await running;
    },
  };
}
