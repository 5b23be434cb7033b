import type { Log } from '../../shared/log';

/** Runs `work`. What it throws is logged by its kind alone, and stops nothing. */
export function guarded(log: Log, work: () => void): void {
  try {
    work();
  } catch (error) {
    logFault(log, error);
  }
}

/** Logs what a handler threw: by its kind alone, since its words may name a person. */
export function logFault(log: Log, error: unknown): void {
  log.error('smpp handler failed', { problem: error instanceof Error ? error.name : typeof error });
}
