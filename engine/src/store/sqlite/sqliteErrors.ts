import { toZgodaError, ZgodaError } from '../../shared/errors';
import { toFolderError } from './storeFolder';

/** Primary result codes of SQLite (https://sqlite.org/rescode.html). */
const busy = 5;
const locked = 6;
const readOnly = 8;
const full = 13;
const cannotOpen = 14;
const permission = 3;
const corrupt = 11;
const constraint = 19;
/** Extended code: a trigger refused, and only those of a moved store do. */
const constraintTrigger = 1811;
const notADatabase = 26;
/** Extended code: the shared memory of the write-ahead log could not grow. */
const ioErrorShmSize = 4874;

/** Anything thrown by SQLite, as an error of ours. Its message is left out: it can quote a value. */
export function toStoreError(thrown: unknown): ZgodaError {
  if (thrown instanceof ZgodaError) return thrown;
  const { errcode, code } = thrown as { errcode?: number; code?: string };
  if (typeof errcode !== 'number') {
    const isFileError = thrown instanceof Error && code !== undefined && /^E[A-Z]+$/.test(code);
    return isFileError ? toFolderError(thrown) : toZgodaError(thrown);
  }
  if (errcode === constraintTrigger) return new ZgodaError('store_moved', { place: (thrown as Error).message }, thrown);
  if (errcode === ioErrorShmSize) return new ZgodaError('store_full', {}, thrown);
  switch (errcode & 0xff) {
    case busy:
    case locked:
      return new ZgodaError('store_busy', {}, thrown);
    case full:
      return new ZgodaError('store_full', {}, thrown);
    case readOnly:
      return new ZgodaError('store_read_only', { problem: 'the database is read-only' }, thrown);
    case permission:
    case cannotOpen:
      return new ZgodaError('store_read_only', { problem: 'the database file cannot be opened' }, thrown);
    case notADatabase:
      return new ZgodaError('store_damaged', { problem: 'the file is no SQLite database' }, thrown);
    case corrupt:
      return new ZgodaError('store_damaged', { problem: 'the file is damaged' }, thrown);
    case constraint:
      // It names the table and the column only.
      return new ZgodaError('internal', { problem: (thrown as Error).message }, thrown);
    default:
      return new ZgodaError('internal', { problem: `SQLite error ${errcode}` }, thrown);
  }
}
