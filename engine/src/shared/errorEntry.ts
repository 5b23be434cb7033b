/** What sort of thing went wrong; decides the exit code, the HTTP status and whether to retry. */
export type ErrorKind =
  'input' | 'config' | 'conflict' | 'unavailable' | 'rejected' | 'protocol' | 'uncertain' | 'internal';

/** One line of the table of errors. */
export interface ErrorEntry {
  readonly kind: ErrorKind;
  /** Whether the same call may succeed later without a change by the user. */
  readonly retry: boolean;
  /** What happened. `{name}` is filled from the error's data. */
  readonly message: string;
  /** How to mend it. */
  readonly mend: string;
}

/** See `ErrorEntry`. */
export const entry = (kind: ErrorKind, retry: boolean, message: string, mend: string): ErrorEntry => ({
  kind,
  retry,
  message,
  mend,
});
