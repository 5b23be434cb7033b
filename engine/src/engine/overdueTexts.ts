import type { InboundRecorder } from '../delivery/inboundRecorder';
import type { Clock } from '../shared/clock';
import { toZgodaError } from '../shared/errors';
import type { Log } from '../shared/log';

const everyMs = 5_000;

/** Looks every five seconds for long texts whose other parts no longer come, while this process receives. Returns its stop. */
export function startOverdueTexts(
  inbound: Pick<InboundRecorder, 'handOverdue'>,
  { clock, log, isReceiving }: { readonly clock: Clock; readonly log: Log; readonly isReceiving: () => boolean },
): () => Promise<void> {
  let cancel: () => void = () => undefined;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    try {
      if (isReceiving()) await inbound.handOverdue();
    } catch (thrown) {
      log.warn('texts of which parts are missing wait', { code: toZgodaError(thrown).code });
    }
    wait();
  }

  function wait(): void {
    if (!stopped) cancel = clock.after(everyMs, () => void (running = look()));
  }

  wait();
  return async () => {
    stopped = true;
    cancel();
    await running;
  };
}
