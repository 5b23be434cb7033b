import type { NodeAPI } from 'node-red';
import type { Engine } from '@zgoda/engine';

/** What is used of the web server that Node-RED lends its nodes. */
interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

interface HttpResponse {
  status(code: number): HttpResponse;
  set(headers: Readonly<Record<string, string>>): HttpResponse;
  send(body: string): void;
}

interface HttpRouter {
  all(path: string, handler: (request: HttpRequest, response: HttpResponse, next: () => void) => void): void;
  readonly router?: { stack: Layer[] };
  readonly _router?: { stack: Layer[] };
}

interface Layer {
  readonly route?: { readonly path: string };
}

/**
 * Serves the withdrawal page on Node-RED's own web server, at the path of `linkBaseUrl` below `httpNodeRoot`; returns its end.
 * The proxy before Node-RED may end TLS and shorten the address, but must leave the path as it is.
 */
export function serveWithdrawalPage(RED: NodeAPI, linkBaseUrl: string, open: () => Promise<Engine>): () => void {
  const paths = pathsOf(new URL(linkBaseUrl).pathname);
  const router = RED.httpNode as unknown as HttpRouter;
  for (const path of paths) {
    const isShared = path === '/:zgodaToken';
    router.all(path, (request, response, next) => void answer(open, request, response, isShared ? next : null));
  }
  return () => {
    const stack = (router.router ?? router._router)?.stack ?? [];
    for (let at = stack.length - 1; at >= 0; at -= 1)
      if (paths.includes(stack[at]?.route?.path ?? '')) stack.splice(at, 1);
  };
}

/** The address itself, for tokens in the query, and one part below it. */
function pathsOf(pathname: string): string[] {
  const base = pathname.replace(/\/+$/, '');
  return [...(base === '' ? [] : [base]), `${base}/:zgodaToken`];
}

/** Without a path of its own the page leaves what it does not know to the other routes. */
async function answer(
  open: () => Promise<Engine>,
  request: HttpRequest,
  response: HttpResponse,
  /** Null where the path is the page's own. */
  next: (() => void) | null,
): Promise<void> {
  try {
    const engine = await open();
    try {
      const { method, url, headers } = request;
      const acceptLanguage = headers['accept-language'];
      const source = 'withdrawal page in Node-RED';
      const page = await engine.services.withdrawals.serve({ method, url, acceptLanguage, source });
      if (page.status === 404 && next !== null) return next();
      response.status(page.status).set(page.headers).send(page.body);
    } finally {
      await engine.release();
    }
  } catch {
    response.status(503).set({ 'Retry-After': '60' }).send('');
  }
}
