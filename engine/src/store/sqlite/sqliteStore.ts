import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sleep, type Clock } from '../../shared/clock';
import { ZgodaError } from '../../shared/errors';
import { createIdSource } from '../../shared/ids';
import type { Random } from '../../shared/random';
import type { StorePorts } from '../openStore';
import type { Repositories, Store } from '../store';
import { TransactionGuard } from '../transactionGuard';
import { repositoriesOver, type Verb } from '../verbs';
import { toStoreError } from './sqliteErrors';
import { Turns } from './turns';
import { WorkerClient } from './workerClient';
import { workerFile } from './workerFile';
import type { WorkerJob } from './workerProtocol';

/** The database file inside the store's folder. */
export const databaseName = 'zgoda.sqlite';

/** How long a call waits for another process that holds the write lock, before it fails with `store_busy`. */
const busyPatienceMs = 10_000;
const longestBusyPauseMs = 40;

/** Opens the embedded store in `folder`, creating both when missing. */
export async function openSqliteStore(folder: string, ports: StorePorts): Promise<Store> {
  const retry = createBusyRetry(ports.clock, ports.random);
  await makeFolder(folder);
  const data = { file: join(folder, databaseName), nowMs: ports.clock.nowMs() };
  const worker = await retry(() => WorkerClient.start(workerFile, data));
  return createSqliteStore(worker, ports, retry);
}

type Retry = <T>(work: () => Promise<T>) => Promise<T>;

function createSqliteStore(worker: WorkerClient, ports: StorePorts, retry: Retry): Store {
  const ids = createIdSource(ports.clock, ports.random);
  const guard = new TransactionGuard();
  const turns = new Turns();

  const verbJob = (verb: Verb, args: readonly unknown[]): WorkerJob => ({
    job: 'verb',
    verb,
    args,
    firstId: ids.next(),
  });

  const transaction = async <T>(work: (repositories: Repositories) => Promise<T>): Promise<T> => {
    guard.checkOutside();
    return turns.alone(async () => {
      await retry(() => worker.run({ job: 'begin' }));
      try {
        const value = await guard.run((check) =>
          work(
            repositoriesOver(async (verb, args) => {
              check(verb);
              return worker.run(verbJob(verb, args));
            }),
          ),
        );
        await worker.run({ job: 'commit' });
        return value;
      } catch (error) {
        await worker.run({ job: 'rollback' }).catch((failure: unknown) => {
          ports.log.error('A transaction could not be rolled back', { code: toStoreError(failure).code });
        });
        throw error;
      }
    });
  };

  return {
    ...repositoriesOver(async (verb, args) => {
      guard.checkOutside();
      const job = verbJob(verb, args);
      return retry(() => turns.pass(() => worker.run(job)));
    }),
    kind: 'sqlite',
    warning: null,
    transaction,
    close: () => turns.alone(() => worker.close()),
  };
}

/** Tries again, with growing random pauses, while another process holds the write lock. */
function createBusyRetry(clock: Clock, random: Random): Retry {
  return async (work) => {
    const startedMs = clock.monotonicMs();
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        const busy = error instanceof ZgodaError && error.code === 'store_busy';
        if (!busy || clock.monotonicMs() - startedMs > busyPatienceMs) throw error;
        await sleep(clock, 1 + random.fraction() * Math.min(longestBusyPauseMs, 2 ** attempt));
      }
    }
  };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    // Personal data: only this user reads it.
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw new ZgodaError('store_full', {}, error);
    throw new ZgodaError('store_read_only', { problem: code ?? 'it cannot be made' }, error);
  }
}
