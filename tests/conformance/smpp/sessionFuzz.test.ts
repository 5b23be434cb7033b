import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { decodeText } from '../../../engine/src/text/decodeText';
import { rawPdu } from '../../../engine/src/transports/simulator/bytes';
import { InboundMemory } from '../../../engine/src/transports/smpp/inbound/inboundMemory';
import { InboundReader } from '../../../engine/src/transports/smpp/inbound/inboundReader';
import { createManualClock } from '../../support/manualClock';
import { bindSettingsFor, keepingLog, openSession } from '../../support/smppSession';
import { until } from '../../support/until';
import { createDice, mutatedFrame } from './mutation';
import { usedBytes } from './usedBytes';

// A frame over a socket takes ten times as long as one of fuzz.test.ts, which ZGODA_FUZZ_FRAMES scales as well.
const frames = Number(process.env['ZGODA_FUZZ_FRAMES'] ?? 200_000) / 10;
const framesOfSession = 50;
const texts = 20;

/** What became of sessions. */
interface Seen {
  sessions: number;
  /** Sessions that the frames ended. */
  ended: number;
  answered: number;
  lost: number;
  delivered: number;
  /** Lines of the log that say that something threw. */
  faults: number;
}

const nothing: Seen = { sessions: 0, ended: 0, answered: 0, lost: 0, delivered: 0, faults: 0 };

let server: Server;
/** Gives the operator's end of the connection that comes next, once its bind was answered. */
let nextBound: () => Promise<Socket>;

beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(rawPdu(0x80000009, 0, 1, Buffer.from('x\0')));
      socket.resume();
      server.emit('bound', socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  nextBound = () => new Promise((resolve) => server.once('bound', resolve));
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Mutated frames as one stream. Most have a true length, or few sessions would come to the second. */
function mutatedStream(dice: (below: number) => number): Buffer {
  const stream = Array.from({ length: framesOfSession }, () => {
    const frame = mutatedFrame(dice);
    if (dice(4) > 0) frame.writeUInt32BE(frame.length, 0);
    return frame;
  });
  return Buffer.concat(stream);
}

/** A reader with a store that takes everything. */
function createReader(): InboundReader {
  const clock = createManualClock();
  const storer = {
    receipt: async () => null,
    inbound: async () => undefined,
    inboundPart: async () => undefined,
    settled: async () => undefined,
  };
  return new InboundReader(new InboundMemory('auto', clock), storer, { decodeText }, keepingLog(), clock);
}

/** Has one session with texts in flight read a mutated stream, then closes it. */
async function fuzzSession(dice: (below: number) => number, seen: Seen): Promise<void> {
  const log = keepingLog();
  const reader = createReader();
  const settled = new Array<number>(texts).fill(0);
  const settle = (owner: number): void => void (settled[owner] = (settled[owner] as number) + 1);
  const operator = nextBound();
  const tested = openSession(
    bindSettingsFor((server.address() as AddressInfo).port),
    {
      answered(owner) {
        seen.answered++;
        settle(owner);
      },
      lost(owner) {
        seen.lost++;
        settle(owner);
      },
      delivered(pdu, on) {
        seen.delivered++;
        return reader.read(pdu, on);
      },
    },
    log,
  );
  const socket = await operator;
  await tested.bound();
  for (let at = 0; at < texts; at++) tested.submit(at);
  const bytesBefore = tested.socket.bytesRead;
  const stream = mutatedStream(dice);
  const cut = dice(stream.length);
  socket.write(stream.subarray(0, cut));
  setImmediate(() => socket.write(stream.subarray(cut)));
  await until(() => tested.closed.length === 1 || tested.socket.bytesRead === bytesBefore + stream.length);
  seen.sessions++;
  seen.ended += tested.closed.length;
  const closing = tested.session.close(0);
  tested.clock.advance(10_000);
  await closing;
  socket.destroy();
  seen.faults += log.lines.filter(([message]) => message === 'smpp handler failed').length;
  expect(tested.closed).toHaveLength(1);
  expect(settled).toEqual(new Array(texts).fill(1));
}

async function fuzz(count: number, seed: number): Promise<Seen> {
  const dice = createDice(seed);
  const seen = { ...nothing };
  for (let left = count; left > 0; left -= framesOfSession) await fuzzSession(dice, seen);
  return seen;
}

test(`${frames} mutated frames to bound sessions: no exception, every text settled once, no memory kept`, async () => {
  await fuzz(1_000, 7);
  const seen = { ...nothing };
  const growths: number[] = [];
  for (const quarter of [1, 2, 3, 4]) {
    const before = usedBytes();
    const counts = await fuzz(frames / 4, 20_261_126 + quarter);
    for (const name of Object.keys(seen) as (keyof Seen)[]) seen[name] += counts[name];
    growths.push(usedBytes() - before);
  }
  expect(seen.faults).toBe(0);
  expect(seen.ended).toBeGreaterThan(seen.sessions / 10);
  expect(seen.ended).toBeLessThan(seen.sessions);
  expect(seen.answered).toBeGreaterThan(frames / 1_000);
  expect(seen.lost).toBeGreaterThan(frames / 100);
  expect(seen.delivered).toBeGreaterThan(frames / 100);
  // See fuzz.test.ts. A session that is kept holds its slab of 64 KiB.
  expect(Math.min(...growths)).toBeLessThan((seen.sessions / 4) * 10_000);
}, 600_000);
