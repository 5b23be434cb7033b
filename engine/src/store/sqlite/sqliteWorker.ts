import { backup, type DatabaseSync } from 'node:sqlite';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { ZgodaError } from '../../shared/errors';
import { createRepositories } from '../repositories';
import type { Repositories } from '../store';
import { verbKinds, type Verb } from '../verbs';
import { IdSeries } from './idSeries';
import { openDatabase } from './sqliteDatabase';
import { toStoreError } from './sqliteErrors';
import { createSqliteOutbox } from './sqliteOutbox';
import { createSqliteSession } from './sqliteSession';
import { StatementCache } from './statementCache';
import type { WorkerData, WorkerJob, WorkerReply, WorkerRequest } from './workerProtocol';

/** The store inside the worker: one connection, one request at a time. */
class WorkerStore {
  private readonly statements: StatementCache;
  private readonly ids = new IdSeries();
  private readonly repositories: Repositories;

  constructor(private readonly database: DatabaseSync) {
    this.statements = new StatementCache(database);
    const nothing = async (): Promise<void> => undefined;
    this.repositories = createRepositories(createSqliteSession(this.statements), {
      ...createSqliteOutbox(this.statements, this.ids),
      compact: async () => this.compact(),
      // BEGIN IMMEDIATE lets one transaction write at a time.
      lockLedger: nothing,
      lockEvents: nothing,
    });
  }

  async run(job: WorkerJob): Promise<unknown> {
    switch (job.job) {
      case 'verb':
        this.ids.startAt(job.firstId);
        return this.runVerb(job.verb, job.args);
      case 'begin':
        return this.statements.exec('BEGIN IMMEDIATE');
      case 'commit':
        return this.statements.exec('COMMIT');
      case 'rollback':
        return this.rollback();
      case 'backup':
        return backup(this.database, job.file);
      case 'close':
        return this.database.close();
    }
  }

  private async runVerb(verb: Verb, args: readonly unknown[]): Promise<unknown> {
    const call = this.repositories[verb] as (...args: readonly unknown[]) => Promise<unknown>;
    if (this.database.isTransaction || verbKinds[verb] === 'alone') return call(...args);
    this.statements.exec(verbKinds[verb] === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN');
    try {
      const answer = await call(...args);
      this.statements.exec('COMMIT');
      return answer;
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  /** SQLite itself rolls back on some errors, such as a full disk. */
  private rollback(): void {
    if (this.database.isTransaction) this.statements.exec('ROLLBACK');
  }

  /** With secure_delete, deleted content is left only in the write-ahead log; truncating it removes that. */
  private compact(): void {
    const done = this.statements.get<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)');
    if (done?.busy === 1) throw new ZgodaError('store_busy');
  }
}

/** Answers requests in the order that they come. */
function serve(port: MessagePort, { file, nowMs }: WorkerData): void {
  const reply = (message: WorkerReply): void => port.postMessage(message);
  const fail = (request: number, thrown: unknown): void => {
    const { code, data } = toStoreError(thrown);
    reply({ request, error: { code, data } });
  };
  try {
    const store = new WorkerStore(openDatabase(file, nowMs));
    let last: Promise<void> = Promise.resolve();
    port.on('message', ({ request, job }: WorkerRequest) => {
      last = last.then(async () => {
        try {
          reply({ request, value: await store.run(job) });
        } catch (error) {
          fail(request, error);
        }
        if (job.job === 'close') port.close();
      });
    });
    reply({ request: 0, value: null });
  } catch (error) {
    fail(0, error);
    port.close();
  }
}

if (parentPort !== null) serve(parentPort, workerData as WorkerData);
