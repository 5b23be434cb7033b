import { type InboundKind, type InboundSms, toZgodaError, type RouteStatus, type ZgodaError } from '@zgoda/engine';
import { type Connection, type ConnectionSettings, openConnection as open, orRelease } from '../connection/connection';

/** What a trigger wants to be told. */
export interface InboundWish {
  readonly settings: ConnectionSettings;
  readonly consumer: string;
  readonly kinds: readonly InboundKind[];
  /** Resolves once the event is taken over; rejecting makes it come again. */
  handle(event: InboundSms): Promise<void>;
  /** The operator or the store cannot be used now; listening goes on by itself. */
  onProblem(problem: ZgodaError): void;
  /** Nothing more will come until the configuration is mended. */
  onFailure(error: ZgodaError): void;
}

const firstRetryMs = 1_000;
const longestRetryMs = 60_000;
/** Executions that were started for events and that n8n is not known to have taken over. */
const mostAtOnce = 20;

/** Listens until closed. A store or operator that is away is waited for, however long it takes. */
export class InboundListening {
  private closed = false;
  private cancelRetry = (): void => undefined;
  private connection: Connection | null = null;
  private underway: Promise<ZgodaError | null> = Promise.resolve(null);

  constructor(
    private readonly wish: InboundWish,
    private readonly openConnection = open,
  ) {}

  /** Rejects only for what the user must mend first. */
  async start(): Promise<void> {
    const error = await this.connect();
    if (error === null) return;
    if (!error.retry) throw error;
    this.wish.onProblem(error);
    this.retryAfter(firstRetryMs);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.cancelRetry();
    await this.underway;
    await this.connection?.release();
    this.connection = null;
  }

  /** Null once it listens, else why it does not. */
  private async connect(): Promise<ZgodaError | null> {
    this.underway = openListening(this.wish, this.openConnection).then((connection) => {
      this.connection = connection;
      return null;
    }, toZgodaError);
    return await this.underway;
  }

  private retryAfter(delayMs: number): void {
    if (this.closed) return;
    const timer = setTimeout(() => void this.retry(delayMs), delayMs);
    this.cancelRetry = () => clearTimeout(timer);
  }

  private async retry(delayMs: number): Promise<void> {
    const error = await this.connect();
    if (error === null) return;
    if (error.retry) this.retryAfter(Math.min(2 * delayMs, longestRetryMs));
    else if (!this.closed) this.wish.onFailure(error);
  }
}

async function openListening(wish: InboundWish, openConnection: typeof open): Promise<Connection> {
  const connection = await openConnection(wish.settings);
  const watch = problemWatcher(wish);
  if (connection.route !== null) watch(connection.route.status());
  const stopWatching = connection.route?.onStatus(watch);
  const watched: Connection = {
    ...connection,
    async release() {
      stopWatching?.();
      await connection.release();
    },
  };
  return await orRelease(watched, async () => {
    const listener = await watched.engine.listen(wish.consumer, wish.kinds, (event) => wish.handle(event), mostAtOnce);
    return {
      ...watched,
      async release() {
        await listener.close();
        await watched.release();
      },
    };
  });
}

/** Passes on each new problem once: a link tells the same one again with every attempt. */
function problemWatcher(wish: InboundWish): (status: RouteStatus) => void {
  let lastCode: string | null = null;
  return ({ state, problem }) => {
    if (state === 'ready') lastCode = null;
    if (problem === null) return;
    const error = toZgodaError(problem);
    if (error.code === lastCode) return;
    lastCode = error.code;
    wish.onProblem(error);
  };
}
