import { ZgodaError } from '../../shared/errors';
import { movedState } from './refuseChanges';

/** Sentences for the refusals that a person can mend, by SQLSTATE (PostgreSQL manual, appendix A). */
const refusals: Readonly<Record<string, string>> = {
  '28000': 'this user may not log in',
  '28P01': 'the user name or the password is wrong',
  '3D000': 'the database does not exist',
  '3F000': 'the schema does not exist',
  '42501': 'this user lacks a right',
  '25006': 'the server is read-only',
};

/** Failures of the connection that carry no SQLSTATE. */
const networkCodes = /^(E[A-Z]+|.*CERT.*|.*SELF_SIGNED.*|ERR_TLS.*)$/;

/** Anything thrown by `pg`, as an error of ours. Its message is left out: it can quote a value or the address. */
export function toStoreError(thrown: unknown): ZgodaError {
  if (thrown instanceof ZgodaError) return thrown;
  const { code, message } = thrown as { code?: string; message?: string };
  if (code === undefined) return withoutCode(message ?? '', thrown);
  if (code === movedState) return new ZgodaError('store_moved', { place: message ?? '' }, thrown);
  const refusal = refusals[code];
  if (refusal !== undefined) return new ZgodaError('store_rights', { problem: refusal }, thrown);
  if (code === '53100') return new ZgodaError('store_full', {}, thrown);
  if (['40001', '40P01', '55P03'].includes(code)) return new ZgodaError('store_busy', {}, thrown);
  if (isConnectionLoss(code)) return new ZgodaError('store_unreachable', { problem: code }, thrown);
  return new ZgodaError('internal', { problem: `PostgreSQL error ${code}` }, thrown);
}

/** Class 08 connection, 53300 too many connections, 57P shutdown. */
function isConnectionLoss(code: string): boolean {
  return code.startsWith('08') || code.startsWith('57P') || code === '53300' || networkCodes.test(code);
}

/** `pg` throws plain errors for what happens on this side of the wire. */
function withoutCode(message: string, thrown: unknown): ZgodaError {
  if (/password/i.test(message)) return new ZgodaError('store_rights', { problem: 'no password was given' }, thrown);
  if (/terminated|timeout|connection|not queryable/i.test(message)) {
    return new ZgodaError('store_unreachable', { problem: 'the connection was lost' }, thrown);
  }
  return new ZgodaError('internal', { problem: thrown instanceof Error ? thrown.name : typeof thrown }, thrown);
}

/** For `catch`: throws the error as one of ours. */
export function rethrow(thrown: unknown): never {
  throw toStoreError(thrown);
}
