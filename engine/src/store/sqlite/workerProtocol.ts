import type { ErrorCode, ErrorData } from '../../shared/errors';
import type { Verb } from '../verbs';

/** What the worker is started with. */
export interface WorkerData {
  /** The database file. */
  readonly file: string;
  readonly nowMs: number;
  /** For a second connection, which takes long reads and backups. */
  readonly readOnly: boolean;
  /** Nobody else has it open: whoever held a lease is gone. */
  readonly endLeases?: boolean;
}

/** One verb: a transaction of its own, unless one is open. */
export interface VerbJob {
  readonly job: 'verb';
  readonly verb: Verb;
  readonly args: readonly unknown[];
  /** For what the verb makes; see `IdSeries`. */
  readonly firstId: string;
}

/** What the worker is asked. */
export type WorkerJob =
  | VerbJob
  | { readonly job: 'begin' | 'commit' | 'rollback' }
  /** From now on, tell when another connection has written; null: no more. */
  | { readonly job: 'look'; readonly everyMs: number | null }
  | { readonly job: 'backup'; readonly file: string }
  | { readonly job: 'close' };

export interface WorkerRequest {
  readonly request: number;
  readonly job: WorkerJob;
}

/** An error as it crosses the thread. */
export interface WorkerError {
  readonly code: ErrorCode;
  readonly data: ErrorData;
}

/** The worker's answer; request 0 answers the opening. `written` answers none: another connection has written. Nor does `lookFailed`: it cannot be seen. */
export type WorkerReply =
  | { readonly request: number; readonly value: unknown }
  | { readonly request: number; readonly error: WorkerError }
  | { readonly written: true }
  | { readonly lookFailed: WorkerError };
