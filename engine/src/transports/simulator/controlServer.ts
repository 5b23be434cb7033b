import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inboundText } from './inboundText';
import type { Simulator } from './simulator';

const mostBodyBytes = 65_536;

/** The simulator's remote control on loopback: `POST /inbound {from, to, text}` and `GET /stats`. */
export interface ControlServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Resolves once it listens on 127.0.0.1; rejects with what `listen` raised. */
export async function startControlServer(simulator: Simulator, port: number): Promise<ControlServer> {
  const server: Server = createServer((request, response) => {
    void serve(simulator, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(simulator: Simulator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET' && request.url === '/stats') return answer(response, 200, simulator.statistics());
  if (request.method !== 'POST' || request.url !== '/inbound') return answer(response, 404, { error: 'not found' });
  const parsed = inboundText.safeParse(await readJson(request));
  if (!parsed.success) return answer(response, 400, { error: 'give from, to and text as JSON' });
  simulator.inbound(parsed.data);
  answer(response, 202, {});
}

/** The request's body; undefined when it is no JSON or too long. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  let body = '';
  try {
    for await (const chunk of request.setEncoding('utf8')) {
      body += chunk as string;
      if (body.length > mostBodyBytes) return undefined;
    }
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
