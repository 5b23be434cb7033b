import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { ClientConnection } from './clientConnection';
import { phoneText } from './mobileTexts';
import { SimulatedOperator } from './operator';
import type { SimulatorOptions, SimulatorStatistics } from './simulatorOptions';

export type { SimulatorFaults, SimulatorOptions, SimulatorReceipts, SimulatorStatistics } from './simulatorOptions';

/** A running simulated operator. */
export interface Simulator {
  readonly port: number;
  readonly host: string;
  /** Sends a text from a phone to whichever client receives, now or once one does. */
  inbound(message: { readonly from: string; readonly to: string; readonly text: string }): void;
  statistics(): SimulatorStatistics;
  /** Breaks every connection; clients may come back. */
  dropAll(): void;
  close(): Promise<void>;
}

/**
 * Starts a simulated operator: a real SMPP server that reaches no phone. Resolves once it listens; rejects with what
 * `listen` raised, for example a port in use.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { host = '127.0.0.1', port = 0, tls } = options;
  const operator = new SimulatedOperator(options);
  const clients = new Set<ClientConnection>();
  let connections = 0;
  const accept = (socket: Socket): void => {
    connections += 1;
    const client = new ClientConnection(connections, socket, options, operator, () => {
      clients.delete(client);
      deliver();
    });
    clients.add(client);
  };
  const deliver = (): void => {
    for (const client of clients) if (operator.outbox.size > 0) client.deliver();
  };
  operator.onOutbox = deliver;

  const server: Server = tls === undefined ? createServer(accept) : createTlsServer(tls, accept);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

  return {
    port: (server.address() as AddressInfo).port,
    host,
    inbound: ({ from, to, text }) => operator.send(phoneText({ from, to }, text)),
    statistics() {
      const bound = [...clients].filter((client) => client.bound).length;
      return operator.statistics(
        bound,
        [...clients].reduce((sum, client) => sum + client.unansweredCount, 0),
      );
    },
    dropAll() {
      for (const client of clients) client.destroy();
    },
    async close() {
      const ended = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      for (const client of clients) client.destroy();
      await ended;
      await operator.close();
    },
  };
}
