import { createRequire } from 'node:module';
import { measure, sample, type Client, type RunOptions } from './measure';

interface NpmPdu {
  readonly command_status: number;
  readonly message_id?: string;
}

interface NpmSession {
  bind_transceiver(fields: object, done: (pdu: NpmPdu) => void): void;
  submit_sm(fields: object, done: (pdu: NpmPdu) => void): void;
  on(event: 'connect' | 'error', listener: (error?: Error) => void): void;
  destroy(): void;
}

const smpp = createRequire(process.argv[1] as string)('smpp') as { connect(options: object): NpmSession };

function connect({ host, port, systemId, password, window }: RunOptions): Promise<Client> {
  return new Promise((resolve, reject) => {
    const session = smpp.connect({ host, port });
    session.on('error', reject);
    session.on('connect', () => {
      session.bind_transceiver({ system_id: systemId, password }, ({ command_status: status }) => {
        if (status !== 0) reject(new Error(`bind: ${status}`));
        else resolve({ send: (count) => send(session, window, count), close: async () => session.destroy() });
      });
    });
  });
}

function send(session: NpmSession, window: number, count: number): Promise<{ throttled: number }> {
  return new Promise((resolve) => {
    let sent = 0;
    let done = 0;
    let throttled = 0;
    const next = (): void => {
      const at = sent++;
      const fields = {
        source_addr_ton: 5,
        source_addr: 'MyShop',
        dest_addr_ton: 1,
        dest_addr_npi: 1,
        destination_addr: sample(at).number.slice(1),
        short_message: sample(at).text,
      };
      session.submit_sm(fields, (answer) => {
        if (answer.command_status !== 0) throttled++;
        if (++done === count) resolve({ throttled });
        else if (sent < count) next();
      });
    };
    for (let at = 0; at < Math.min(window, count); at++) next();
  });
}

void measure(connect);
