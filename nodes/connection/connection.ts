import { type Engine, type EngineOptions, openEngine, type RouteHandle, type SmppAccount } from '@zgoda/engine';

/** What a node needs of the engine. */
export interface ConnectionSettings {
  readonly options: EngineOptions;
  /** Null: the built-in simulator, test mode. Undefined: the node neither sends nor listens. */
  readonly account: SmppAccount | null | undefined;
}

/** An engine in use, and the route that sends and receives where there is one. */
export interface Connection {
  readonly engine: Engine;
  readonly route: RouteHandle | null;
  release(): Promise<void>;
}

/** Opens the engine and attaches the route; both are shared with all others in the process that ask for the same. */
export async function openConnection({ options, account }: ConnectionSettings): Promise<Connection> {
  const engine = await openEngine(options);
  return await orRelease(engine, async () => {
    const route = account === undefined ? null : await engine.attachRoute(account);
    return {
      engine,
      route,
      async release() {
        await route?.release();
        await engine.release();
      },
    };
  });
}

/** Runs `work` with something acquired; gives that back where the work fails. */
export async function orRelease<T>(acquired: { release(): Promise<void> }, work: () => Promise<T>): Promise<T> {
  let succeeded = false;
  try {
    const result = await work();
    succeeded = true;
    return result;
  } finally {
    if (!succeeded) await acquired.release();
  }
}
