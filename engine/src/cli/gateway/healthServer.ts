import { createServer, type Server } from 'node:http';
import { type RouteHandle, toZgodaError, ZgodaError } from '../../index';
import { metricsText } from './metrics';

/** Tells how a gateway does. */
export interface HealthServer {
  readonly address: { readonly host: string; readonly port: number };
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/**
 * Answers on `where` (a port of 127.0.0.1, or HOST:PORT): `/live` while the process runs; `/health` with the state and the
 * statistics of each route, 503 while one has a problem; `/metrics` for Prometheus. Throws `invalid_config`.
 */
export async function startHealthServer(where: string, routes: readonly RouteHandle[]): Promise<HealthServer> {
  const { host, port } = addressOf(where);
  const server = createServer((request, response) => {
    const { status, type, body } = answer(request.method ?? '', request.url ?? '', routes);
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  await listen(server, host, port);
  const bound = server.address();
  return {
    address: { host, port: typeof bound === 'object' && bound !== null ? bound.port : port },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function addressOf(where: string): { host: string; port: number } {
  const match = /^(?:(.+):)?(\d{1,5})$/.exec(where);
  const port = Number(match?.[2]);
  if (match === null || port > 65_535) {
    throw new ZgodaError('invalid_config', { field: '--health', problem: 'it must be a port, or HOST:PORT' });
  }
  return { host: match[1]?.replace(/^\[(.*)\]$/, '$1') ?? '127.0.0.1', port };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const problem = `it cannot be listened on (${cause.code ?? 'unknown'})`;
      reject(new ZgodaError('invalid_config', { field: '--health', problem }, cause));
    });
    server.listen(port, host, resolve);
  });
}

function answer(method: string, url: string, routes: readonly RouteHandle[]): Answer {
  if (method !== 'GET') return { status: 405, type: 'text/plain', body: 'Only GET.\n' };
  switch (url.split('?')[0]) {
    case '/live':
      return { status: 200, type: 'text/plain', body: 'alive\n' };
    case '/health':
      return health(routes);
    case '/metrics':
      return { status: 200, type: 'text/plain; version=0.0.4', body: metricsText(routes) };
    default:
      return { status: 404, type: 'text/plain', body: 'There are /live, /health and /metrics.\n' };
  }
}

function health(routes: readonly RouteHandle[]): Answer {
  const told = routes.map((route) => {
    const { state, problem } = route.status();
    const error = problem === null ? null : toZgodaError(problem);
    return {
      route: route.name,
      state,
      problem: error === null ? null : { code: error.code, message: error.message, description: error.description },
      binds: route.statistics(),
    };
  });
  const ok = told.every(({ problem }) => problem === null);
  return { status: ok ? 200 : 503, type: 'application/json', body: `${JSON.stringify({ ok, routes: told })}\n` };
}
