import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const commandFile = join(__dirname, '../../engine/dist/zgoda.js');

/** A line of a gateway's log. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly level: string; readonly message: string };

/** A running `zgoda gateway`. */
export interface GatewayProcess {
  readonly child: ChildProcess;
  /** Its log so far. */
  readonly log: readonly LogLine[];
  /** Resolves with the first line from `since` on, past or to come, that `matches`; rejects when the process ended without. */
  logged(matches: (line: LogLine) => boolean, since?: number): Promise<LogLine>;
  /** Ends it; resolves with its exit code, or its signal. */
  end(signal?: NodeJS.Signals): Promise<number | string | null>;
}

/** Starts the built command. */
export function startGateway(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): GatewayProcess {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [commandFile, 'gateway', ...words], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const log: LogLine[] = [];
  const watchers = new Set<() => void>();
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  let isEnded = false;
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(line.startsWith('{') ? (JSON.parse(line) as LogLine) : { level: 'note', message: line });
    for (const watcher of watchers) watcher();
  });
  void ended.then(() => {
    isEnded = true;
    for (const watcher of watchers) watcher();
  });
  return {
    child,
    log,
    logged: (matches, since = 0) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const line = log.slice(since).find(matches);
          if (line === undefined && !isEnded) return;
          watchers.delete(look);
          if (line !== undefined) resolve(line);
          else reject(new Error(`the gateway ended: ${JSON.stringify(log.slice(-5))}`));
        };
        watchers.add(look);
        look();
      }),
    async end(signal = 'SIGTERM') {
      if (!isEnded) child.kill(signal);
      const [code, by] = await ended;
      return code ?? by;
    },
  };
}
