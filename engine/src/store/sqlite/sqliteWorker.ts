import type { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { ZgodaError } from '../../shared/errors';
import { createRepositories } from '../repositories';
import type { Repositories } from '../store';
import { isWrite, verbKinds } from '../verbs';
import { IdSeries } from './idSeries';
import { refuseChanges } from './refuseChanges';
import { backUp, openDatabase } from './sqliteDatabase';
import { toStoreError } from './sqliteErrors';
import { createSqliteOutbox } from './sqliteOutbox';
import { createSqliteSession } from './sqliteSession';
import { StatementCache } from './statementCache';
import { WriteLook } from './writeLook';
import type { VerbJob, WorkerData, WorkerError, WorkerJob, WorkerReply, WorkerRequest } from './workerProtocol';

/** Much longer than a lookup takes. */
const lookupPatienceMs = 1_000;

/** The store inside the worker: one connection, one request at a time. */
class WorkerStore {
  private readonly statements: StatementCache;
  private readonly ids = new IdSeries();
  private readonly repositories: Repositories;
  private readonly writeLook: WriteLook;

  /** Calls `written` when another connection has written, while it looks, and `lookFailed` when that cannot be seen. */
  constructor(
    private readonly database: DatabaseSync,
    written: () => void,
    lookFailed: (error: unknown) => void,
  ) {
    this.statements = new StatementCache(database);
    this.writeLook = new WriteLook(this.statements, written, lookFailed);
    const nothing = async (): Promise<void> => undefined;
    this.repositories = createRepositories(createSqliteSession(this.statements), {
      ...createSqliteOutbox(this.statements, this.ids),
      compact: async () => this.compact(),
      tidy: async () => this.truncateLog(),
      readFileBytes: async () => this.fileBytes(),
      // BEGIN IMMEDIATE lets one transaction write at a time.
      lockLedger: nothing,
      lockEvents: nothing,
      refuseChanges: async (place) => refuseChanges(this.statements, place),
    });
  }

  /** Whether a job can share its transaction, and so its sync to disk, with the jobs around it. */
  isGroupable(job: WorkerJob): job is VerbJob {
    return job.job === 'verb' && verbKinds[job.verb] !== 'alone' && !this.database.isTransaction;
  }

  async run(job: WorkerJob): Promise<unknown> {
    switch (job.job) {
      case 'verb':
        return this.call(job);
      case 'begin':
        return this.statements.exec('BEGIN IMMEDIATE');
      case 'commit':
        return this.statements.exec('COMMIT');
      case 'rollback':
        return this.rollback();
      case 'backup':
        return backUp(this.database, job.file);
      case 'look':
        return this.writeLook.every(job.everyMs);
      case 'close':
        this.writeLook.every(null);
        return this.database.close();
    }
  }

  /**
   * Runs verbs in one transaction, durable together when this resolves; a verb that fails is undone alone. Rejects when
   * nothing was stored at all.
   */
  async runGroup(jobs: readonly VerbJob[]): Promise<PromiseSettledResult<unknown>[]> {
    const writes = jobs.some(({ verb }) => isWrite(verb));
    this.statements.exec(writes ? 'BEGIN IMMEDIATE' : 'BEGIN');
    try {
      const outcomes: PromiseSettledResult<unknown>[] = [];
      for (const job of jobs) outcomes.push(await this.callWithin(job));
      this.statements.exec('COMMIT');
      return outcomes;
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  private async callWithin(job: VerbJob): Promise<PromiseSettledResult<unknown>> {
    this.statements.exec('SAVEPOINT verb');
    try {
      const value = await this.call(job);
      this.statements.exec('RELEASE verb');
      return { status: 'fulfilled', value };
    } catch (reason) {
      // On some errors, such as a full disk, SQLite has rolled back the whole transaction.
      if (!this.database.isTransaction) throw reason;
      this.statements.exec('ROLLBACK TO verb');
      this.statements.exec('RELEASE verb');
      return { status: 'rejected', reason };
    }
  }

  private call({ verb, args, firstId }: VerbJob): Promise<unknown> {
    this.ids.startAt(firstId);
    const repository = this.repositories[verb] as (...args: readonly unknown[]) => Promise<unknown>;
    return repository(...args);
  }

  /** SQLite itself rolls back on some errors, such as a full disk. */
  private rollback(): void {
    if (this.database.isTransaction) this.statements.exec('ROLLBACK');
  }

  /**
   * secure_delete zeroes deleted content, but not the copies that splitting a page left in the gaps of its neighbours: of
   * 8,000 deleted rows, 66 were still to be read. Only rewriting the file removes them. The write-ahead log is truncated last.
   */
  private compact(): void {
    // In memory, the rewriting would take as much of it as the store is large.
    this.statements.exec('PRAGMA temp_store = FILE');
    try {
      this.statements.exec('VACUUM');
    } finally {
      this.statements.exec('PRAGMA temp_store = MEMORY');
    }
    // For a lookup at this very moment, all of it would have to be done again.
    this.statements.exec(`PRAGMA busy_timeout = ${lookupPatienceMs}`);
    try {
      this.truncateLog();
    } finally {
      this.statements.exec('PRAGMA busy_timeout = 0');
    }
  }

  /** The write-ahead log holds pages as they were before. Whether the file itself is clean only `compact` can promise. */
  private truncateLog(): boolean {
    const done = this.statements.get<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)');
    if (done?.busy === 1) throw new ZgodaError('store_busy');
    return true;
  }

  private fileBytes(): number {
    const size = this.statements.get<{ bytes: number }>(
      'SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()',
    );
    return size?.bytes ?? 0;
  }
}

/**
 * Answers requests in the order that they come. Verbs that wait together go together: under load one sync to disk serves
 * many calls.
 */
async function serve(port: MessagePort, data: WorkerData): Promise<void> {
  const reply = (message: WorkerReply): void => port.postMessage(message);
  const errorOf = (thrown: unknown): WorkerError => {
    const { code, data } = toStoreError(thrown);
    return { code, data };
  };
  const fail = (request: number, thrown: unknown): void => reply({ request, error: errorOf(thrown) });
  const queue: WorkerRequest[] = [];
  let isServing = false;

  async function serveQueue(store: WorkerStore): Promise<void> {
    while (queue.length > 0) {
      const verbs = takeVerbs(store, queue);
      if (verbs.length > 0) await serveVerbs(store, verbs);
      else await serveOne(store, queue.shift() as WorkerRequest);
      await nextTurn();
    }
    isServing = false;
  }

  async function serveVerbs(store: WorkerStore, verbs: readonly VerbRequest[]): Promise<void> {
    try {
      const outcomes = await store.runGroup(verbs.map(({ job }) => job));
      outcomes.forEach((outcome, index) => {
        const { request } = verbs[index] as VerbRequest;
        if (outcome.status === 'fulfilled') reply({ request, value: outcome.value });
        else fail(request, outcome.reason);
      });
    } catch (error) {
      for (const { request } of verbs) fail(request, error);
    }
  }

  async function serveOne(store: WorkerStore, { request, job }: WorkerRequest): Promise<void> {
    try {
      reply({ request, value: await store.run(job) });
    } catch (error) {
      fail(request, error);
    }
    if (job.job === 'close') port.close();
  }

  try {
    const store = new WorkerStore(
      await openDatabase(data),
      () => reply({ written: true }),
      (error) => reply({ lookFailed: errorOf(error) }),
    );
    port.on('message', (request: WorkerRequest) => {
      queue.push(request);
      if (isServing) return;
      isServing = true;
      setImmediate(() => void serveQueue(store));
    });
    reply({ request: 0, value: null });
  } catch (error) {
    fail(0, error);
    port.close();
  }
}

type VerbRequest = WorkerRequest & { readonly job: VerbJob };

/** Takes the verbs at the head of the queue that can share a transaction. */
function takeVerbs(store: WorkerStore, queue: WorkerRequest[]): VerbRequest[] {
  const end = queue.findIndex(({ job }) => !store.isGroupable(job));
  return queue.splice(0, end < 0 ? queue.length : end) as VerbRequest[];
}

/** Lets requests that came in the meantime join the queue. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

if (parentPort !== null) void serve(parentPort, workerData as WorkerData);
