import { entry, type ErrorEntry } from './errorEntry';

/** What keeps an account from its operator: a part of the one table of errors. */
export const operatorErrors = {
  // config: wrong settings, which are tried again slowly
  smpp_credentials: entry(
    'config',
    true,
    'The operator refused the login ({status}).',
    'Check System ID, Password and System Type with your operator.',
  ),
  smpp_not_smpp: entry(
    'config',
    true,
    'The port answers, but not in SMPP ({hint}).',
    'Check the port and the TLS setting with your operator.',
  ),
  tls_failed: entry('config', true, 'TLS failed: {problem}.', 'Check the port, the TLS setting and the certificate.'),

  // unavailable: it may pass
  operator_unreachable: entry(
    'unavailable',
    true,
    'The operator cannot be reached at {host}:{port} ({problem}).',
    'Check the host, the port and your network. Accepted texts wait and go out by themselves.',
  ),
  smpp_already_bound: entry(
    'unavailable',
    true,
    'The operator allows no more connections with this login ({status}).',
    'Set fewer Connections, or end the other program that uses this login. Accepted texts wait and go out by themselves.',
  ),
  smpp_bind_failed: entry(
    'unavailable',
    true,
    'The operator answered, but let the login fail without a reason ({status}).',
    'Ask your operator whether System ID, Password and your IP address are right for this account. It may also be a fault of the operator that passes: Zgoda keeps trying; accepted texts wait.',
  ),
  smpp_operator_fault: entry(
    'unavailable',
    true,
    'The operator answered the login with a fault of its own ({status}).',
    'Nothing is to be changed here: Zgoda keeps trying. If it lasts, tell your operator. Accepted texts wait and go out by themselves.',
  ),
  smpp_bind_refused: entry(
    'unavailable',
    true,
    'The operator answered, but did not accept the login ({status}).',
    'Ask your operator what this status means for your account. Zgoda keeps trying; accepted texts wait.',
  ),
} as const satisfies Record<string, ErrorEntry>;
