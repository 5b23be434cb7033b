import type { ZgodaError } from '../../shared/errors';
import type { Log } from '../../shared/log';
import type { Retry } from './busyRetry';
import { WorkerClient, workerEnded } from './workerClient';
import { workerFile } from './workerFile';
import type { WorkerData, WorkerJob } from './workerProtocol';

/** The thread with the connection that writes. */
export interface Writer {
  run(job: WorkerJob): Promise<unknown>;
  /** Begins a transaction, which runs in the thread that is returned, and ends with it. */
  begin(): Promise<WorkerClient>;
  /** Tells when another connection has written, looking every so many milliseconds; null: no more. */
  look(everyMs: number | null): void;
  close(): Promise<void>;
}

/**
 * Starts the thread, and another one at the next job if it ends by itself: what was not committed is undone by then, and what was under
 * way fails with `store_stopped`. After `close` there is none.
 */
export async function startWriter(data: WorkerData, log: Log, retry: Retry, written: () => void): Promise<Writer> {
  let lookEveryMs: number | null = null;
  let current: Promise<WorkerClient> | null = null;
  let isClosed = false;

  function start(ofData: WorkerData): Promise<WorkerClient> {
    const forget = (): boolean => {
      const wasCurrent = current === started;
      if (wasCurrent) current = null;
      return wasCurrent;
    };
    const ended = ({ data: { problem } }: ZgodaError): void => {
      if (forget() && !isClosed) log.error('The thread of the store ended; another takes its place', { problem });
    };
    const started: Promise<WorkerClient> = WorkerClient.start(workerFile, ofData, ended).then(
      (client) => {
        client.onWritten(written);
        client.onLookFailed(({ code }) => log.warn('It cannot be seen what other processes write', { code }));
        if (lookEveryMs !== null) look(client, lookEveryMs);
        return client;
      },
      (error: unknown) => {
        forget();
        throw error;
      },
    );
    return started;
  }

  // Jobs are handed over in the order that they come: all of them wait for the same promise.
  function thread(): Promise<WorkerClient> {
    if (isClosed) return Promise.reject(workerEnded());
    // Leases of this process are not left behind.
    if (current === null) {
      current = start({ ...data, endLeases: false });
      // What others wrote meanwhile is not seen by the new thread's look.
      void current.then(written, () => undefined);
    }
    return current;
  }

  await retry(() => (current ??= start(data)));
  return {
    run: (job) => thread().then((client) => client.run(job)),
    begin: () => thread().then((client) => client.run({ job: 'begin' }).then(() => client)),
    look(everyMs) {
      lookEveryMs = everyMs;
      void thread().then(
        (client) => look(client, everyMs),
        () => undefined,
      );
    },
    async close() {
      isClosed = true;
      await (await current?.catch(() => null))?.close();
    },
  };
}

function look(client: WorkerClient, everyMs: number | null): void {
  client.run({ job: 'look', everyMs }).catch(() => undefined);
}
