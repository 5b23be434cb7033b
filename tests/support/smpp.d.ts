/** The part of npm `smpp` that tests use; it brings no types. */
declare module 'smpp' {
  import type { Server } from 'node:net';

  export interface Pdu {
    readonly command: string;
    readonly command_status: number;
    readonly sequence_number: number;
    readonly [field: string]: unknown;
    response(fields?: object): Pdu;
    toBuffer(): Buffer;
  }

  type Answered = (answer: Pdu) => void;

  export interface Session {
    on(event: string, listener: (pdu: Pdu) => void): void;
    send(pdu: Pdu): void;
    close(): void;
    destroy(done?: () => void): void;
    bind_transceiver(fields: object, done: Answered): void;
    submit_sm(fields: object, done: Answered): void;
    deliver_sm(fields: object, done: Answered): void;
  }

  const smpp: {
    readonly PDU: new (bytes: Buffer) => Pdu;
    connect(options: object): Session;
    createServer(listener: (session: Session) => void): Server;
  };
  export default smpp;
}
