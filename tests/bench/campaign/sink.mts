// An SMSC in its own process that answers every submit_sm at once, sends its receipt and notes when service texts came:
// the far end of the measurements, as cheap as can be. It speaks the few bytes of SMPP 3.4 that the engine sends it.
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

/** What the sink says of itself when asked. */
export interface SinkReport {
  readonly submits: number;
  /** Receipts that the client has taken. */
  readonly receiptsTaken: number;
  /** Monotonic microseconds of the machine at which the text of each service message was read, by its code. */
  readonly servicesAtUs: Readonly<Record<string, number>>;
  readonly cpuMs: number;
}

const { values } = parseArgs({
  options: { 'receipt-window': { type: 'string' }, 'receipt-delay': { type: 'string' } },
});
/** As many receipts as it sends without an answer. */
const receiptWindow = Number(values['receipt-window'] ?? 1_000);
/** From the answer to its receipt: phones do not answer at once. */
const receiptDelayMs = Number(values['receipt-delay'] ?? 100);
const receiptTickMs = 5;

const command = { submit: 4, deliver: 5, response: 0x80000000 };
const binds = new Set([1, 2, 9]);
const serviceText = Buffer.from('Code ');

let submits = 0;
let receiptsTaken = 0;
let lastId = Date.now() * 1_000;
const servicesAtUs: Record<string, number> = {};

const cString = (text: string): Buffer => Buffer.from(`${text}\0`, 'latin1');
const nowUs = (): number => Number(process.hrtime.bigint() / 1_000n);

/** A receipt (SMPP 3.4 appendix B) with gaps for what differs: sequence, number, id in text and TLV. */
const receiptText = (id: string): Buffer =>
  Buffer.from(`id:${id} sub:001 dlvrd:001 submit date:2601010900 done date:2601010900 stat:DELIVRD err:000 text:`);

function receiptPdu(sequence: number, number: Buffer, id: string): Buffer {
  const text = receiptText(id);
  const size = 16 + 3 + number.length + 1 + 2 + 6 + 3 + 2 + 5 + text.length + 4 + id.length + 1 + 5;
  const pdu = Buffer.alloc(size);
  pdu.writeUInt32BE(size, 0);
  pdu.writeUInt32BE(command.deliver, 4);
  pdu.writeUInt32BE(sequence, 12);
  let at = 17;
  pdu[at++] = 1;
  pdu[at++] = 1;
  at += number.copy(pdu, at) + 1;
  at += 2;
  at += pdu.write('BENCH\0', at, 'latin1');
  pdu[at] = 4;
  at += 9;
  pdu[at++] = text.length;
  at += text.copy(pdu, at);
  at = pdu.writeUInt16BE(0x001e, at);
  at = pdu.writeUInt16BE(id.length + 1, at);
  at += pdu.write(id, at, 'latin1') + 1;
  at = pdu.writeUInt16BE(0x0427, at);
  at = pdu.writeUInt16BE(1, at);
  pdu[at] = 2;
  return pdu;
}

/** The number and the text of a submit_sm with null-terminated fields before them (SMPP 3.4 section 4.4.1). */
function readSubmit(body: Buffer): { number: Buffer; text: Buffer } {
  let at = body.indexOf(0) + 3;
  at = body.indexOf(0, at) + 3;
  const end = body.indexOf(0, at);
  const number = body.subarray(at, end);
  at = body.indexOf(0, end + 4) + 1;
  at = body.indexOf(0, at) + 5;
  return { number, text: body.subarray(at + 1, at + 1 + (body[at] as number)) };
}

function serve(socket: Socket): void {
  let rest: Buffer = Buffer.alloc(0);
  let out: Buffer[] = [];
  let unanswered = 0;
  let sequence = 0;
  let receipts: { number: Buffer; id: string; dueMs: number }[] = [];
  let nextReceipt = 0;

  const deliver = (): void => {
    const nowMs = performance.now();
    for (let receipt = receipts[nextReceipt]; receipt !== undefined; receipt = receipts[nextReceipt]) {
      if (unanswered >= receiptWindow || receipt.dueMs > nowMs) break;
      nextReceipt++;
      out.push(receiptPdu(++sequence, receipt.number, receipt.id));
      unanswered++;
    }
    if (nextReceipt === receipts.length) {
      receipts = [];
      nextReceipt = 0;
    }
  };
  const answer = (id: number, pduSequence: number, body: Buffer): void => {
    const pdu = Buffer.alloc(16 + body.length);
    pdu.writeUInt32BE(pdu.length, 0);
    pdu.writeUInt32BE(id + command.response, 4);
    pdu.writeUInt32BE(pduSequence, 12);
    body.copy(pdu, 16);
    out.push(pdu);
  };
  const take = (id: number, pduSequence: number, body: Buffer): void => {
    if (id === command.submit) {
      const { number, text } = readSubmit(body);
      if (text.subarray(0, serviceText.length).equals(serviceText)) servicesAtUs[text.toString('latin1', 5)] = nowUs();
      submits++;
      const messageId = (++lastId).toString(10);
      answer(id, pduSequence, cString(messageId));
      receipts.push({ number: Buffer.from(number), id: messageId, dueMs: performance.now() + receiptDelayMs });
    } else if (id === command.deliver + command.response) {
      unanswered--;
      receiptsTaken++;
    } else if (binds.has(id)) answer(id, pduSequence, cString('sink'));
    else if (id < command.response) answer(id, pduSequence, Buffer.alloc(0));
  };

  const flush = (): void => {
    deliver();
    if (out.length === 0) return;
    socket.write(Buffer.concat(out));
    out = [];
  };
  const timer = setInterval(flush, receiptTickMs);
  socket.setNoDelay(true);
  socket.on('close', () => clearInterval(timer));
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (bytes.length - at >= 16) {
      const length = bytes.readUInt32BE(at);
      if (at + length > bytes.length) break;
      take(bytes.readUInt32BE(at + 4), bytes.readUInt32BE(at + 12), bytes.subarray(at + 16, at + length));
      at += length;
    }
    rest = bytes.subarray(at);
    flush();
  });
}

const server = createServer(serve).listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
const lines = createInterface({ input: process.stdin });
lines.on('line', () => {
  const { user, system } = process.cpuUsage();
  const report: SinkReport = { submits, receiptsTaken, servicesAtUs, cpuMs: (user + system) / 1_000 };
  process.stdout.write(`${JSON.stringify(report)}\n`);
});
lines.on('close', () => process.exit(0));
