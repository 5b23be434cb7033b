import { Worker } from 'node:worker_threads';
import { ZgodaError } from '../../shared/errors';
import type { WorkerData, WorkerError, WorkerJob, WorkerReply, WorkerRequest } from './workerProtocol';

/** A batch is garbage once it is stored: V8 would let it lie in as much as 128 MB for each thread. */
const resourceLimits = { maxYoungGenerationSizeMb: 12 };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** What a job gets that comes after the store was closed. */
export const workerEnded = (): ZgodaError => new ZgodaError('internal', { problem: 'the worker of the store ended' });

/** What the jobs get that a worker had when it ended by itself. Its message is left out: it can quote a value. */
function workerStopped(cause: unknown): ZgodaError {
  const { code, name } = (cause ?? {}) as { code?: unknown; name?: unknown };
  return new ZgodaError('store_stopped', { problem: String(code ?? name ?? 'without an error') }, cause);
}

/** The worker thread as a function: every job gets its answer. It keeps the process alive only while jobs wait. */
export class WorkerClient {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private requests = 0;
  private ended: ZgodaError | null = null;
  private isClosing = false;
  private written = (): void => undefined;
  private lookFailed = (_error: WorkerError): void => undefined;

  private constructor(
    workerFile: string,
    data: WorkerData,
    private readonly onEnd: (error: ZgodaError) => void,
  ) {
    this.worker = new Worker(workerFile, { workerData: data, name: 'zgoda-sqlite', resourceLimits });
    this.worker.on('message', (reply: WorkerReply) => this.settle(reply));
    this.worker.on('error', (error) => this.end(error));
    this.worker.on('exit', () => this.end(undefined));
  }

  /** Starts the worker and waits until it has opened the database. Calls `onEnd` once it takes no more jobs, with what they get. */
  static async start(
    workerFile: string,
    data: WorkerData,
    onEnd: (error: ZgodaError) => void = () => undefined,
  ): Promise<WorkerClient> {
    const client = new WorkerClient(workerFile, data, onEnd);
    await client.wait(0);
    return client;
  }

  run(job: WorkerJob): Promise<unknown> {
    if (this.ended !== null) return Promise.reject(this.ended);
    this.requests += 1;
    const answer = this.wait(this.requests);
    this.worker.postMessage({ request: this.requests, job } satisfies WorkerRequest);
    return answer;
  }

  /** Calls `told` when another connection has written, while the worker looks. */
  onWritten(told: () => void): void {
    this.written = told;
  }

  /** Calls `told` when the worker cannot see whether another connection has written. */
  onLookFailed(told: (error: WorkerError) => void): void {
    this.lookFailed = told;
  }

  /** Closes the database after the jobs before, and waits for the thread to end. */
  async close(): Promise<void> {
    const exit = new Promise<void>((resolve) => {
      this.worker.once('exit', () => resolve());
    });
    this.isClosing = true;
    await this.run({ job: 'close' });
    this.worker.ref();
    await exit;
  }

  private wait(request: number): Promise<unknown> {
    if (this.waiting.size === 0) this.worker.ref();
    return new Promise((resolve, reject) => {
      this.waiting.set(request, { resolve, reject });
    });
  }

  private settle(reply: WorkerReply): void {
    if ('written' in reply) return this.written();
    if ('lookFailed' in reply) return this.lookFailed(reply.lookFailed);
    const waiting = this.waiting.get(reply.request);
    this.waiting.delete(reply.request);
    if (this.waiting.size === 0) this.worker.unref();
    if ('error' in reply) waiting?.reject(new ZgodaError(reply.error.code, reply.error.data));
    else waiting?.resolve(reply.value);
  }

  private end(cause: unknown): void {
    if (this.ended !== null) return;
    const ended = this.isClosing ? workerEnded() : workerStopped(cause);
    this.ended = ended;
    this.onEnd(ended);
    for (const { reject } of this.waiting.values()) reject(ended);
    this.waiting.clear();
  }
}
