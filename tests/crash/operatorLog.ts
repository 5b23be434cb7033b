import { startSimulator } from '../../engine/src/transports/simulator/simulator';

/** An operator in this process, which survives all the others, with every submit that came in. */
export interface LoggingOperator {
  readonly port: number;
  /** How often each text came in, whether or not its sender lived to see the answer. */
  readonly arrivals: ReadonlyMap<string, number>;
  /** The last `count` texts that came over each connection. */
  lastOfEach(count: number): ReadonlySet<string>;
  /** Resolves once so many submits came in. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Answers after `latencyMs`, so that a killed sender has some submits without an answer. */
export async function startLoggingOperator(latencyMs: number): Promise<LoggingOperator> {
  const arrivals = new Map<string, number>();
  const byConnection = new Map<number, string[]>();
  let total = 0;
  let waiting: { count: number; resolve: () => void } | null = null;
  const simulator = await startSimulator({
    latencyMs,
    onSubmit({ shortMessage }, _id, connection) {
      const text = shortMessage.toString('latin1');
      const came = byConnection.get(connection) ?? [];
      byConnection.set(connection, came);
      came.push(text);
      arrivals.set(text, (arrivals.get(text) ?? 0) + 1);
      total += 1;
      if (waiting === null || total < waiting.count) return;
      waiting.resolve();
      waiting = null;
    },
  });
  return {
    port: simulator.port,
    arrivals,
    lastOfEach: (count) => new Set([...byConnection.values()].flatMap((texts) => texts.slice(-count))),
    arrived: (count) =>
      new Promise((resolve) => {
        if (total >= count) resolve();
        else waiting = { count, resolve };
      }),
    close: () => simulator.close(),
  };
}
