import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';

/** A process that the demo started. */
export interface Child {
  readonly pid: number;
  /** Its standard output, also written to its log. */
  readonly output: NodeJS.ReadableStream;
  /** Resolves once it has ended, however it did. */
  readonly ended: Promise<void>;
  /** Asks it to end, and ends it when it has not after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/**
 * Starts a Node program with its output in a log file. It is not in the terminal's process group, so that Ctrl-C reaches
 * only the demo, which then ends its children in order; the program should end when its standard input does.
 */
export function startChild(words: readonly string[], logFile: string, folder: string): Child {
  const child = spawn(process.execPath, words, { cwd: folder, detached: true, stdio: 'pipe' });
  const log = createWriteStream(logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  child.stdin.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  }).then(() => void log.end());
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
