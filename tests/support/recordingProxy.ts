import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { createRawReader, type RawPdu } from '../../engine/src/transports/simulator/bytes';

/** A way to a server that notes every PDU which passes. */
export interface RecordingProxy {
  readonly port: number;
  /** What the clients sent, oldest first. */
  readonly asked: RawPdu[];
  /** What the server sent, oldest first. */
  readonly answered: RawPdu[];
  close(): Promise<void>;
}

/** Starts a proxy on a free port of this machine. */
export async function startRecordingProxy(targetPort: number): Promise<RecordingProxy> {
  const sockets = new Set<Socket>();
  const asked: RawPdu[] = [];
  const answered: RawPdu[] = [];
  const pass = (from: Socket, to: Socket, seen: RawPdu[]): void => {
    const note = createRawReader((pdu) => seen.push({ ...pdu, body: Buffer.from(pdu.body) }));
    sockets.add(from);
    from.on('data', (chunk: Buffer) => {
      note(chunk);
      to.write(chunk);
    });
    from.on('error', () => undefined);
    from.on('end', () => to.end());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const target = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true });
    pass(client, target, asked);
    pass(target, client, answered);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    answered,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** The sequence numbers of those of this command, in the order in which they passed. */
export const sequencesOf = (pdus: readonly RawPdu[], command: number): number[] =>
  pdus.filter(({ id }) => id === command).map(({ sequence }) => sequence);
