import { ZgodaError } from '../../shared/errors';
import { createIdSource } from '../../shared/ids';
import type { News } from '../news/news';
import type { StorePorts } from '../openStore';
import type { Repositories, Store } from '../store';
import { TransactionGuard } from '../transactionGuard';
import { repositoriesOver, verbKinds, type Verb } from '../verbs';
import { createBusyRetry, type Retry } from './busyRetry';
import { claimFolder, type FolderClaim } from './processMarker';
import { toStoreError } from './sqliteErrors';
import { createSqliteNews } from './sqliteNews';
import { createReader } from './sqliteReader';
import { startWriter, type Writer } from './sqliteWriter';
import { makeFolder, networkDrive } from './storeFolder';
import { Turns } from './turns';
import type { WorkerData, WorkerJob } from './workerProtocol';

/** Before this, SQLite can very rarely damage a write-ahead log that two processes write (https://sqlite.org/wal.html). */
const safeForSeveral = [3, 51, 3] as const;

/** Opens the embedded store in `folder`, creating both when missing. */
export async function openSqliteStore(folder: string, ports: StorePorts): Promise<Store> {
  const retry = createBusyRetry(ports.clock, ports.random);
  const file = await makeFolder(folder);
  const claim = await claimFolder(folder, ports);
  try {
    if (claim.replacingPid !== null) throw new ZgodaError('already_open', { pid: claim.replacingPid });
    refuseSecond(claim, process.versions.sqlite);
    const drive = await networkDrive(folder);
    const data: WorkerData = { file, nowMs: ports.clock.nowMs(), readOnly: false, endLeases: claim.wasFree };
    const news = createSqliteNews((everyMs) => writer.look(everyMs));
    const writer = await startWriter(data, ports.log, retry, news.written);
    return createSqliteStore({ writer, claim, drive, data, ports, retry, news });
  } catch (error) {
    await claim.release();
    throw error;
  }
}

/** Throws `already_open` for a second process where SQLite is too old for it. */
export function refuseSecond({ otherPid }: Pick<FolderClaim, 'otherPid'>, version = ''): void {
  if (otherPid === null) return;
  const parts = version.split('.').map(Number);
  const different = safeForSeveral.findIndex((part, index) => part !== parts[index]);
  if (different >= 0 && !((parts[different] ?? 0) > (safeForSeveral[different] ?? 0))) {
    throw new ZgodaError('already_open', { pid: otherPid });
  }
}

interface OpenParts {
  readonly writer: Writer;
  readonly claim: FolderClaim;
  readonly drive: string | null;
  readonly data: WorkerData;
  readonly ports: StorePorts;
  readonly retry: Retry;
  readonly news: News;
}

function createSqliteStore({ writer, claim, drive, data, ports, retry, news }: OpenParts): Store {
  const ids = createIdSource(ports.clock, ports.random);
  const guard = new TransactionGuard();
  const turns = new Turns();
  const scanner = createReader(data, retry);
  const lookups = createReader(data, retry);

  const verbJob = (verb: Verb, args: readonly unknown[]): WorkerJob => ({
    job: 'verb',
    verb,
    args,
    firstId: ids.next(),
  });

  const transaction = async <T>(work: (repositories: Repositories) => Promise<T>): Promise<T> => {
    guard.checkOutside();
    return turns.alone(async () => {
      const worker = await retry(() => writer.begin());
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
          const { code } = toStoreError(failure);
          // What ended with its thread is undone.
          if (code !== 'store_stopped') ports.log.error('A transaction could not be rolled back', { code });
        });
        throw error;
      }
    });
  };

  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await Promise.allSettled([scanner.close(), lookups.close()]);
    try {
      await turns.alone(() => writer.close());
    } finally {
      await claim.release();
    }
  };

  return {
    ...repositoriesOver(async (verb, args) => {
      guard.checkOutside();
      const job = verbJob(verb, args);
      switch (verbKinds[verb]) {
        case 'scan':
          return scanner.run(job);
        case 'lookup':
          return lookups.run(job);
        default:
          return retry(() => turns.pass(() => writer.run(job)));
      }
    }),
    kind: 'sqlite',
    get warning() {
      return warningOf(claim.otherPid, drive);
    },
    transaction,
    async backup(file) {
      await scanner.run({ job: 'backup', file });
    },
    announce: news.announce,
    watch: news.watch,
    close: () => (closing ??= close()),
  };
}

function warningOf(otherPid: number | null, drive: string | null): string | null {
  const sentences = [
    otherPid === null
      ? ''
      : `Another process (pid ${otherPid}) has this store open; they share the connections of each route.`,
    drive === null
      ? ''
      : `The store folder is on a network drive (${drive}), where SQLite can lose data. Choose a local folder, or PostgreSQL.`,
  ].filter((sentence) => sentence !== '');
  return sentences.length === 0 ? null : sentences.join(' ');
}
