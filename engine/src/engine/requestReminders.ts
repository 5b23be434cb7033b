import type { SubjectRequests } from '../compliance/subjectRequests';
import type { Clock } from '../shared/clock';
import { toZgodaError } from '../shared/errors';
import type { Log } from '../shared/log';

const everyMs = 3_600_000;

/** Looks for requests that become due, at once and then every hour; `told` is called when there are some. Returns its stop. */
export function startRequestReminders(
  requests: Pick<SubjectRequests, 'remind'>,
  { clock, log, told }: { readonly clock: Clock; readonly log: Log; readonly told: () => void },
): () => Promise<void> {
  let cancel: () => void = () => undefined;
  let stopped = false;
  let running = look();

  async function look(): Promise<void> {
    try {
      if ((await requests.remind()) > 0) told();
    } catch (thrown) {
      log.warn('Requests that become due could not be looked for', { code: toZgodaError(thrown).code });
    }
    if (!stopped) cancel = clock.after(everyMs, () => void (running = look()));
  }

  return async () => {
    stopped = true;
    cancel();
    await running;
  };
}
