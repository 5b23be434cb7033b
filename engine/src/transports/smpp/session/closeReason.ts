import { ZgodaError, type ErrorCode } from '../../../shared/errors';
import { commandStatus, describeStatus } from '../codec/commandStatus';
import type { FramingProblem } from '../codec/frameReader';
import type { BindSettings } from './bindSettings';

/** Why a session ended. */
export interface CloseReason {
  /** Null: we ended it ourselves. */
  readonly problem: ZgodaError | null;
  /** Trying again soon cannot help: the user must mend the account. */
  readonly needsMending: boolean;
}

export const closedByUs: CloseReason = { problem: null, needsMending: false };

type Place = Pick<BindSettings, 'host' | 'port' | 'tls'>;

/** The connection broke, or never came about. */
export function unreachable({ host, port }: Place, problem: string, cause?: unknown): CloseReason {
  return { problem: new ZgodaError('operator_unreachable', { host, port, problem }, cause), needsMending: false };
}

/** No connection came about in time (with TLS: no secured one). */
export function noConnection(place: Place): CloseReason {
  const hint = place.tls === null ? '' : '; perhaps this port does not speak TLS';
  return unreachable(place, `no connection in time${hint}`);
}

/** The operator closed the connection. `unanswered`: before it answered the bind. */
export function hungUp(place: Place, unanswered: boolean): CloseReason {
  if (!unanswered) return unreachable(place, 'the operator closed the connection');
  return unreachable(
    place,
    `it hung up on the login; ${place.tls === null ? 'perhaps this port wants TLS, or it' : 'perhaps it'} does not allow your address`,
  );
}

/** The operator did not answer the bind in time. */
export function bindUnanswered(place: Place): CloseReason {
  const hint = place.tls === null ? '; perhaps this port wants TLS' : '';
  return unreachable(place, `no answer to the login in time${hint}`);
}

const hints: Record<FramingProblem, string> = {
  http: 'it is a web server',
  ssh: 'it is an SSH server',
  tls: 'it speaks TLS, and TLS is off here',
  length_too_small: 'a length below 16',
  length_too_large: 'a length beyond any SMPP message',
};

/** What came cannot be cut into PDUs. `bound`: it could before, so the account's settings are right. */
export function unreadable(problem: FramingProblem, bound: boolean): CloseReason {
  if (bound) return { problem: new ZgodaError('protocol_error', { problem: hints[problem] }), needsMending: false };
  return { problem: new ZgodaError('smpp_not_smpp', { hint: hints[problem] }), needsMending: true };
}

// SMPP 3.4 section 5.2.2: eight characters and a NUL.
export const longestPassword = 8;

/** What a refused login is called, by its status. */
const refusals: ReadonlyMap<number, ErrorCode> = new Map([
  [commandStatus.ESME_RINVPASWD, 'smpp_credentials'],
  [commandStatus.ESME_RINVSYSID, 'smpp_credentials'],
  [commandStatus.ESME_RINVSYSTYP, 'smpp_credentials'],
  [commandStatus.ESME_RALYBND, 'smpp_already_bound'],
  [commandStatus.ESME_RBINDFAIL, 'smpp_bind_failed'],
  [commandStatus.ESME_RSYSERR, 'smpp_operator_fault'],
  [commandStatus.ESME_RX_T_APPN, 'smpp_operator_fault'],
]);

/** Those that the password may be the cause of. */
const loginRefusals: ReadonlySet<ErrorCode> = new Set(['smpp_credentials', 'smpp_bind_failed']);

/** The operator answered the bind with an error. */
export function bindRefused(settings: Pick<BindSettings, 'password' | 'mode'>, status: number): CloseReason {
  const code = refusals.get(status) ?? 'smpp_bind_refused';
  const problem = new ZgodaError(code, { status: `${describeStatus(status)}${refusalHint(settings, code, status)}` });
  // ESME_RBINDFAIL may be a wrong login as well as a fault that passes: it is tried again as soon as the latter wants.
  return { problem, needsMending: code === 'smpp_credentials' };
}

function refusalHint(settings: Pick<BindSettings, 'password' | 'mode'>, code: ErrorCode, status: number): string {
  const { password, mode } = settings;
  if (loginRefusals.has(code) && password.length > longestPassword) return '; the password has more than 8 characters';
  if (status !== commandStatus.ESME_RINVCMDID || mode !== 'transceiver') return '';
  return '; perhaps it knows no transceiver: set Bind to Transmitter and Receiver';
}

const socketProblems: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name could not be looked up',
  ETIMEDOUT: 'no answer in time',
  EHOSTUNREACH: 'no way to the host',
  ENETUNREACH: 'no way to the network',
  EPIPE: 'the connection was closed',
};

/** The socket raised an error. `secured`: a TLS handshake was done before. */
export function socketFailed(place: Place, error: Error, secured: boolean): CloseReason {
  const { code } = error as NodeJS.ErrnoException;
  const known = code === undefined ? undefined : socketProblems[code];
  const handshake = place.tls !== null && !secured;
  // With TLS 1.3 a server judges the client's certificate after the handshake.
  const refused = code?.startsWith('ERR_SSL_') === true;
  if (refused || (handshake && (known === undefined || code === 'ECONNRESET'))) return tlsFailed(code, error);
  return unreachable(place, known ?? code ?? 'the connection failed', error);
}

const tlsProblems: Readonly<Record<string, string>> = {
  ECONNRESET: 'the server hung up during the handshake; perhaps it does not speak TLS on this port',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the server does not speak TLS on this port',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'the server does not speak TLS on this port',
  EPROTO: 'the server does not speak TLS on this port',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed; give its authority as CA',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate comes from an unknown authority; give it as CA',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate comes from an unknown authority; give it as CA',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate comes from an unknown authority; give it as CA',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host name',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'the operator wants a client certificate',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'the operator refused the handshake; perhaps it wants a client certificate',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'the operator refused the client certificate',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: 'the client certificate has expired',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'the operator does not know the authority of the client certificate',
};

function tlsFailed(code: string | undefined, error: Error): CloseReason {
  const problem = (code === undefined ? undefined : tlsProblems[code]) ?? code ?? error.name;
  return { problem: new ZgodaError('tls_failed', { problem }, error), needsMending: code !== 'ECONNRESET' };
}
