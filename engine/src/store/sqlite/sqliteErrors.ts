import { ZgodaError } from '../../shared/errors';

/** Primary result codes of SQLite (https://sqlite.org/rescode.html). */
const busy = 5;
const locked = 6;
const readOnly = 8;
const ioError = 10;
const full = 13;
const cannotOpen = 14;
const permission = 3;
const notADatabase = 26;
const corrupt = 11;

/** Anything thrown by SQLite, as an error of ours. Its message is left out: it can quote a value. */
export function toStoreError(thrown: unknown): ZgodaError {
  if (thrown instanceof ZgodaError) return thrown;
  const { errcode, code } = thrown as { errcode?: number; code?: string };
  if (code === 'ENOSPC') return new ZgodaError('store_full', {}, thrown);
  if (typeof errcode !== 'number') {
    return new ZgodaError('internal', { problem: thrown instanceof Error ? thrown.message : typeof thrown }, thrown);
  }
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
    case corrupt:
      return new ZgodaError('internal', { problem: 'the database file is damaged' }, thrown);
    case ioError:
    default:
      return new ZgodaError('internal', { problem: `SQLite error ${errcode}` }, thrown);
  }
}
