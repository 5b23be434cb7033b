// The bare minimum that can be called a client: one PDU made beforehand, copied into one slab a tick, answers counted.
import { connect as connectSocket } from 'node:net';
import { once } from 'node:events';
import { measure, sample, type Client, type RunOptions } from './measure';

function pdu(command: number, body: Buffer): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(16), body]);
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.writeUInt32BE(command, 4);
  bytes.writeUInt32BE(1, 12);
  return bytes;
}

const strings = (...texts: string[]): Buffer => Buffer.from(texts.map((text) => `${text}\0`).join(''), 'latin1');

async function connect({ host, port, systemId, password, window }: RunOptions): Promise<Client> {
  const socket = connectSocket({ host, port, noDelay: true });
  await once(socket, 'connect');
  socket.write(pdu(9, Buffer.concat([strings(systemId, password, ''), Buffer.from([0x34, 0, 0, 0])])));
  await once(socket, 'data');
  const text = Buffer.from(sample(0).text, 'latin1');
  const submit = pdu(
    4,
    Buffer.concat([
      Buffer.from([0, 5, 0]),
      strings('MyShop'),
      Buffer.from([1, 1]),
      strings(sample(0).number.slice(1)),
      Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, text.length]),
      text,
    ]),
  );
  let sequence = 1;
  let rest: Buffer = Buffer.alloc(0);
  let answered: (count: number, throttled: number) => void = () => undefined;
  socket.on('data', (chunk: Buffer) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    let count = 0;
    let throttled = 0;
    while (bytes.length - at >= 16) {
      const length = bytes.readUInt32BE(at);
      if (at + length > bytes.length) break;
      if (bytes.readUInt32BE(at + 8) !== 0) throttled++;
      count++;
      at += length;
    }
    rest = bytes.subarray(at);
    answered(count, throttled);
  });

  return {
    send: (count) =>
      new Promise((resolve) => {
        let sent = 0;
        let done = 0;
        let refused = 0;
        const fill = (): void => {
          const more = Math.min(window - (sent - done), count - sent);
          if (more <= 0) return;
          const slab = Buffer.allocUnsafe(more * submit.length);
          for (let at = 0; at < slab.length; at += submit.length) {
            slab.set(submit, at);
            slab.writeUInt32BE(++sequence, at + 12);
          }
          sent += more;
          socket.write(slab);
        };
        answered = (answers, throttled) => {
          done += answers;
          refused += throttled;
          if (done === count) resolve({ throttled: refused });
          else fill();
        };
        fill();
      }),
    close: () => Promise.resolve(socket.destroy()).then(() => undefined),
  };
}

void measure(connect);
