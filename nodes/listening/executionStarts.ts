import { ExecutionCancelledError, type IDataObject, type IRun, type ITriggerFunctions } from 'n8n-workflow';

/** Starts executions of a trigger's workflow. */
export interface ExecutionStarts {
  /**
   * Starts one; resolves once n8n has taken the item over, and rejects where it could not or `close` came first. n8n starts
   * nothing for a key that it knows.
   */
  start(item: IDataObject, key: string): Promise<void>;
  /** Waits for no execution any more. */
  close(): void;
}

/** n8n saves an execution before it begins to run it: one that runs for so long was saved long ago. */
const savedAfterMs = 60_000;

type Context = Pick<ITriggerFunctions, 'emit' | 'getMode' | 'getWorkflowSettings' | 'helpers'>;

/** In a test n8n takes one event at once, and the events of a test are told to nobody again. */
export function createExecutionStarts(context: Context): ExecutionStarts {
  const waiting = new Set<(reason: Error) => void>();
  let closed = false;
  return {
    async start(item, key) {
      if (closed) throw wasClosed();
      // Not taken apart: n8n puts another `emit` there for a test.
      if (!tellsTheEnd(context)) return context.emit([[{ json: item }]], undefined, undefined, key);
      const done = context.helpers.createDeferredPromise<IRun>();
      context.emit([[{ json: item }]], undefined, done, key);
      await untilTaken(done.promise, waiting);
    },
    close() {
      closed = true;
      for (const giveUp of waiting) giveUp(wasClosed());
    },
  };
}

/** n8n's Engine 2.0, which a workflow can choose, refuses who waits for the end. */
function tellsTheEnd(context: Context): boolean {
  const { engineType } = context.getWorkflowSettings() as { engineType?: string };
  return context.getMode() !== 'manual' && engineType !== 'v2';
}

const wasClosed = (): Error => new Error('the trigger was closed');

/** An execution that failed or was cancelled was taken over: n8n shows it, and can run it again. */
async function untilTaken(done: Promise<IRun>, waiting: Set<(reason: Error) => void>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => end(resolve), savedAfterMs);
    const giveUp = (reason: Error): void => end(() => reject(reason));
    waiting.add(giveUp);
    done.then(
      () => end(resolve),
      (thrown: Error) => end(() => (thrown instanceof ExecutionCancelledError ? resolve() : reject(thrown))),
    );
    function end(settle: () => void): void {
      clearTimeout(timer);
      waiting.delete(giveUp);
      settle();
    }
  });
}
