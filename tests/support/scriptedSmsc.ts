import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createRawReader, rawPdu, type RawPdu } from '../../engine/src/transports/simulator/bytes';

/** A server that does what a test says with each PDU. */
export interface ScriptedSmsc {
  readonly port: number;
  /** Every PDU that came, oldest first. */
  readonly seen: RawPdu[];
  readonly sockets: Socket[];
  close(): Promise<void>;
}

export const commandId = {
  bindReceiver: 1,
  bindTransmitter: 2,
  submit: 4,
  deliver: 5,
  unbind: 6,
  bindTransceiver: 9,
  enquireLink: 0x15,
  response: 0x80000000,
} as const;

/** Answers binds, enquire_link and unbind as a good server does; submit_sm with its sequence number as the id. */
export function answerWell(pdu: RawPdu, socket: Socket): void {
  const response = (...body: Uint8Array[]): Buffer => rawPdu(pdu.id + commandId.response, 0, pdu.sequence, ...body);
  if (pdu.id >= commandId.response) return;
  if (pdu.id === commandId.unbind) socket.end(response());
  else if (pdu.id === commandId.enquireLink) socket.write(response());
  else socket.write(response(Buffer.from(`${pdu.sequence}\0`)));
}

/** Starts a server on a free port of this machine. */
export async function startScriptedSmsc(
  onPdu: (pdu: RawPdu, socket: Socket) => void = answerWell,
  onConnection: (socket: Socket) => void = () => undefined,
): Promise<ScriptedSmsc> {
  const seen: RawPdu[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    const read = createRawReader((pdu) => {
      const kept = { ...pdu, body: Buffer.from(pdu.body) };
      seen.push(kept);
      onPdu(kept, socket);
    });
    socket.on('data', (chunk: Buffer) => {
      try {
        read(chunk);
      } catch {
        socket.destroy();
      }
    });
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    sockets,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
