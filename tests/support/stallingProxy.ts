import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server that can stop answering without closing anything, as a broken network does. */
export interface StallingProxy {
  readonly port: number;
  /** From now on nothing that came before is answered; new connections neither, until `goOn`. */
  stall(): void;
  /** New connections reach the server again; those that stalled stay so. */
  goOn(): void;
  close(): Promise<void>;
}

/** Starts a proxy on a free port of this machine. */
export async function startStallingProxy(targetPort: number): Promise<StallingProxy> {
  const sockets = new Set<Socket>();
  let isStalled = false;
  const server = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1');
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    if (isStalled) return;
    client.pipe(target);
    target.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stall() {
      isStalled = true;
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    goOn() {
      isStalled = false;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
