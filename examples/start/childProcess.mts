import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/** A process that the demo started. */
export interface Child {
  readonly pid: number;
  /** Its standard output; null where that goes to the log. */
  readonly output: NodeJS.ReadableStream | null;
  /** Resolves once it has ended, however it did. */
  readonly ended: Promise<void>;
  /** Asks it to end, and ends it when it has not after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/** How to start a Node program. */
export interface ChildSettings {
  readonly words: readonly string[];
  readonly folder: string;
  readonly logFile: string;
  /** Whether its standard output is read; else it goes to the log, as its standard error does. */
  readonly readsOutput: boolean;
}

/**
 * Starts a Node program. It is not in the terminal's process group, so that Ctrl-C reaches only the demo, which then ends
 * its children in order; the program should end when its standard input does.
 */
export function startChild({ words, folder, logFile, readsOutput }: ChildSettings): Child {
  const log = openSync(logFile, 'w');
  const stdio = ['pipe', readsOutput ? 'pipe' : log, log] as const;
  const child = spawn(process.execPath, words, { cwd: folder, detached: true, stdio: [...stdio] });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  return {
    pid: child.pid ?? 0,
    output: child.stdout,
    ended,
    async stop(graceMs) {
      if (hasEnded(child)) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;
