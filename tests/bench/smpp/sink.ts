// An SMSC that does nothing but answer, as fast as it can: the far end of the measurements, in its own process.
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { latency: { type: 'string' }, tps: { type: 'string' } } });
const latencyMs = Number(values.latency ?? 0);
const perSecond = Number(values.tps ?? 0);
const burst = Math.max(2, perSecond * 0.02);

const submit = 4;
const throttled = 0x58;
const responseBytes = 16 + 9;

let tokens = burst;
let filledMs = performance.now();
let lastId = 0;
const throttledAtMs: number[] = [];
let firstSubmitMs = 0;

function allowed(): boolean {
  if (perSecond === 0) return true;
  const nowMs = performance.now();
  if (firstSubmitMs === 0) firstSubmitMs = nowMs;
  tokens = Math.min(burst, tokens + ((nowMs - filledMs) / 1_000) * perSecond);
  filledMs = nowMs;
  if (tokens >= 1) {
    tokens--;
    return true;
  }
  throttledAtMs.push(nowMs - firstSubmitMs);
  return false;
}

const hexDigits = Buffer.from('0123456789abcdef');

function serve(socket: Socket): void {
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  let rest: Buffer = Buffer.alloc(0);
  const late: { bytes: Buffer; dueMs: number }[] = [];
  let spinning = false;
  // Answers that are due must not wait for a timer's whole millisecond: the loop spins while any is outstanding.
  const spin = (): void => {
    const nowMs = performance.now();
    while (late.length > 0 && (late[0]?.dueMs ?? 0) <= nowMs) socket.write(late.shift()?.bytes ?? '');
    spinning = late.length > 0;
    if (spinning) setImmediate(spin);
  };
  socket.on('data', (chunk: Buffer) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const out = Buffer.allocUnsafe(Math.ceil((bytes.length / 16) * responseBytes) + 64);
    let used = 0;
    let at = 0;
    while (bytes.length - at >= 16) {
      const length = bytes.readUInt32BE(at);
      if (at + length > bytes.length) break;
      const command = bytes.readUInt32BE(at + 4);
      const sequence = bytes.readUInt32BE(at + 12);
      at += length;
      if (command >= 0x80000000) continue;
      const ok = command !== submit || allowed();
      const withId = command === submit && ok;
      const withName = command === 1 || command === 2 || command === 9;
      const size = withId ? responseBytes : withName ? 17 : 16;
      out.writeUInt32BE(size, used);
      out.writeUInt32BE(command + 0x80000000, used + 4);
      out.writeUInt32BE(ok ? 0 : throttled, used + 8);
      out.writeUInt32BE(sequence, used + 12);
      if (withId) {
        lastId = (lastId + 1) >>> 0;
        for (let digit = 0; digit < 8; digit++) {
          out[used + 23 - digit] = hexDigits[(lastId >>> (digit * 4)) & 15] as number;
        }
      }
      if (size > 16) out[used + size - 1] = 0;
      used += size;
    }
    rest = Buffer.from(bytes.subarray(at));
    const answers = out.subarray(0, used);
    if (latencyMs === 0) {
      socket.write(answers);
      return;
    }
    late.push({ bytes: answers, dueMs: performance.now() + latencyMs });
    if (!spinning) spin();
  });
}

const server = createServer(serve).listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
process.stdin.on('data', () => {
  const late = throttledAtMs.filter((atMs) => atMs > 1_000).length;
  process.stdout.write(`${JSON.stringify({ throttled: throttledAtMs.length, throttledAfterFirstSecond: late })}\n`);
});
process.stdin.on('end', () => process.exit(0));
