import { join } from 'node:path';
import { createIdSource } from '../../shared/ids';
import type { StorePorts } from '../openStore';
import type { Store } from '../store';
import { repositoriesOver } from '../verbs';
import { createBusyRetry, type Retry } from './busyRetry';
import { databaseName } from './storeFolder';
import { WorkerClient, workerEnded } from './workerClient';
import { workerFile } from './workerFile';
import type { WorkerData, WorkerJob } from './workerProtocol';

/** A thread with a connection that only reads. */
export interface Reader {
  run(job: WorkerJob): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Starts the thread at its first job, so that long reads keep no message waiting. One that could not start, or ended by itself, is
 * followed by another at the next job; after `close` there is none.
 */
export function createReader(data: WorkerData, retry: Retry): Reader {
  let current: Promise<WorkerClient> | null = null;
  let isClosed = false;

  function start(): Promise<WorkerClient> {
    const started: Promise<WorkerClient> = WorkerClient.start(
      workerFile,
      { ...data, readOnly: true, endLeases: false },
      () => {
        if (current === started) current = null;
      },
    );
    return started;
  }

  async function thread(): Promise<WorkerClient> {
    if (isClosed) throw workerEnded();
    return (current ??= start());
  }

  return {
    async run(job) {
      const worker = await thread();
      return retry(() => worker.run(job));
    },
    async close() {
      isClosed = true;
      await (await current?.catch(() => null))?.close();
    },
  };
}

/** A store that was opened to copy it; what would change it throws `store_read_only`. */
export type ReadStore = Pick<Store, 'readSetting' | 'writeSetting' | 'readMoved' | 'backup' | 'close'>;

/**
 * Opens an embedded store beside the process that works on it, whatever version SQLite has: the fault that two processes must not
 * meet needs two that write or copy the log (https://sqlite.org/wal.html), and this one does neither. It leaves no mark.
 */
export async function openSqliteReader(folder: string, { clock, random }: StorePorts): Promise<ReadStore> {
  const ids = createIdSource(clock, random);
  const file = join(folder, databaseName);
  const reader = createReader({ file, nowMs: clock.nowMs(), readOnly: true }, createBusyRetry(clock, random));
  const { readSetting, writeSetting, readMoved } = repositoriesOver((verb, args) =>
    reader.run({ job: 'verb', verb, args, firstId: ids.next() }),
  );
  return {
    readSetting,
    writeSetting,
    readMoved,
    async backup(to) {
      await reader.run({ job: 'backup', file: to });
    },
    close: () => reader.close(),
  };
}
