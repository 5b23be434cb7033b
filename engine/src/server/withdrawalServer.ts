import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PageResponse, Withdrawals } from '../index';

/** How the page is served. */
export interface WithdrawalServerOptions {
  /** Default 127.0.0.1: a reverse proxy with TLS stands before it. */
  readonly host?: string;
  /** 0: any free port. */
  readonly port: number;
  /** Whether the caller's address is the last one of `X-Forwarded-For`. */
  readonly behindProxy?: boolean;
  readonly nowMs: () => number;
}

/** A running server. */
export interface WithdrawalServer {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

const windowMs = 60_000;
/** More than a household behind one address needs, and far too few to guess a token. */
const requestsPerWindow = 60;
const mostAddresses = 10_000;
const longestUrl = 2_000;

/** Serves the withdrawal page and nothing else. It writes no log, so that no token can get into one. */
export async function startWithdrawalServer(
  withdrawals: Withdrawals,
  { host = '127.0.0.1', port, behindProxy = false, nowMs }: WithdrawalServerOptions,
): Promise<WithdrawalServer> {
  const isTooMuch = createLimit(nowMs);
  const server = createServer(
    { maxHeaderSize: 8_192, requestTimeout: 10_000, headersTimeout: 10_000 },
    (request, response) => {
      // The page's form has no fields: whatever is sent with it is thrown away unread.
      request.resume();
      const url = request.url ?? '/';
      if (url.length > longestUrl || isTooMuch(addressOf(request, behindProxy)))
        return refuse(response, url.length > longestUrl ? 414 : 429);
      const { method = 'GET', headers } = request;
      void withdrawals
        .serve({ method, url, acceptLanguage: headers['accept-language'], source: 'withdrawal page of zgoda serve' })
        .then((page) => send(response, page));
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    host,
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, { status, headers, body }: PageResponse): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body), Connection: 'close' });
  response.end(body);
}

function refuse(response: ServerResponse, status: 414 | 429): void {
  response.writeHead(status, { 'Content-Length': 0, 'Retry-After': windowMs / 1_000, Connection: 'close' });
  response.end();
}

function addressOf(request: IncomingMessage, behindProxy: boolean): string {
  const forwarded = behindProxy ? request.headers['x-forwarded-for'] : undefined;
  const last = forwarded?.toString().split(',').at(-1)?.trim();
  return last ?? request.socket.remoteAddress ?? '';
}

/** Counts requests by address in fixed windows of a minute. */
function createLimit(nowMs: () => number): (address: string) => boolean {
  const counts = new Map<string, number>();
  let windowEndMs = 0;
  return (address) => {
    if (nowMs() >= windowEndMs || counts.size >= mostAddresses) {
      counts.clear();
      windowEndMs = nowMs() + windowMs;
    }
    const count = (counts.get(address) ?? 0) + 1;
    counts.set(address, count);
    return count > requestsPerWindow;
  };
}
