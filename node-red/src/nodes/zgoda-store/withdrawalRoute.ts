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
}

type OpenEngine = () => Promise<Engine>;

const rootPath = '/:zgodaToken';

/** The stores whose page is served, by path. A route cannot be taken back, so one that lost its store lets others answer. */
const served = new Map<string, OpenEngine[]>();

/**
 * Serves the withdrawal page on Node-RED's own web server, at the path of `linkBaseUrl` below `httpNodeRoot`; returns its end.
 * The proxy before Node-RED may end TLS, but must leave the path as it is.
 */
export function serveWithdrawalPage(RED: NodeAPI, linkBaseUrl: string, open: OpenEngine): () => void {
  const paths = pathsOf(new URL(linkBaseUrl).pathname);
  for (const path of paths) {
    if (!served.has(path)) addRoute(RED, path);
    served.set(path, [...(served.get(path) ?? []), open]);
  }
  return () => {
    for (const path of paths) served.set(path, served.get(path)?.filter((each) => each !== open) ?? []);
  };
}

/** The address itself, for tokens in the query, and one part below it. */
function pathsOf(pathname: string): string[] {
  const base = pathname.replace(/\/+$/, '');
  return base === '' ? [rootPath] : [base, `${base}/:zgodaToken`];
}

function addRoute(RED: NodeAPI, path: string): void {
  const router = RED.httpNode as unknown as HttpRouter;
  router.all(path, (request, response, next) => {
    const open = served.get(path)?.at(-1);
    if (open === undefined) next();
    else void answer(open, request, response, path === rootPath ? next : null);
  });
}

/** `next`: who answers instead of "not found"; null where the path is the page's own. */
async function answer(
  open: OpenEngine,
  { method, url, headers }: HttpRequest,
  response: HttpResponse,
  next: (() => void) | null,
): Promise<void> {
  try {
    const engine = await open();
    const acceptLanguage = headers['accept-language'];
    const source = 'withdrawal page in Node-RED';
    const page = await engine.services.withdrawals
      .serve({ method, url, acceptLanguage, source })
      .finally(() => engine.release());
    if (page.status === 404 && next !== null) return next();
    response.status(page.status).set(page.headers).send(page.body);
  } catch {
    response.status(503).set({ 'Retry-After': '60' }).send('');
  }
}
