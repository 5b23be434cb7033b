import { Worker } from 'node:worker_threads';
import { ZgodaError } from '../../shared/errors';
import type { WorkerData, WorkerJob, WorkerReply, WorkerRequest } from './workerProtocol';

/** A batch is garbage once it is stored: V8 would let it lie in as much as 128 MB for each thread. */
const resourceLimits = { maxYoungGenerationSizeMb: 12 };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** What a job gets that no worker takes any more. */
export const workerEnded = (cause?: unknown): ZgodaError =>
  new ZgodaError('internal', { problem: 'the worker of the store ended' }, cause);

/** The worker thread as a function: every job gets its answer. It keeps the process alive only while jobs wait. */
export class WorkerClient {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private requests = 0;
  private ended: ZgodaError | null = null;
  private written = (): void => undefined;

  private constructor(
    workerFile: string,
    data: WorkerData,
    private readonly onEnd: () => void,
  ) {
    this.worker = new Worker(workerFile, { workerData: data, name: 'zgoda-sqlite', resourceLimits });
    this.worker.on('message', (reply: WorkerReply) => this.settle(reply));
    this.worker.on('error', (error) => this.end(error));
    this.worker.on('exit', () => this.end(undefined));
  }

  /** Starts the worker and waits until it has opened the database. Calls `onEnd` once it takes no more jobs. */
  static async start(workerFile: string, data: WorkerData, onEnd: () => void = () => undefined): Promise<WorkerClient> {
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

  /** Closes the database after the jobs before, and waits for the thread to end. */
  async close(): Promise<void> {
    const exit = new Promise<void>((resolve) => {
      this.worker.once('exit', () => resolve());
    });
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
    const waiting = this.waiting.get(reply.request);
    this.waiting.delete(reply.request);
    if (this.waiting.size === 0) this.worker.unref();
    if ('error' in reply) waiting?.reject(new ZgodaError(reply.error.code, reply.error.data));
    else waiting?.resolve(reply.value);
  }

  private end(cause: unknown): void {
    this.ended ??= workerEnded(cause);
    this.onEnd();
    for (const { reject } of this.waiting.values()) reject(this.ended);
    this.waiting.clear();
  }
}
