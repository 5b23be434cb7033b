import { silentLog } from '../../../engine/src/shared/log';
import { decodeText } from '../../../engine/src/text/decodeText';
import { ChunkText } from '../../../engine/src/transports/smpp/codec/chunkText';
import { decodePdu } from '../../../engine/src/transports/smpp/codec/decodePdu';
import { encodePdu } from '../../../engine/src/transports/smpp/codec/encodePdu';
import { createFrameReader, type FrameReader } from '../../../engine/src/transports/smpp/codec/frameReader';
import type { Pdu } from '../../../engine/src/transports/smpp/codec/pdu';
import { readSubmitAnswer } from '../../../engine/src/transports/smpp/codec/submitSm';
import { InboundMemory } from '../../../engine/src/transports/smpp/inbound/inboundMemory';
import { InboundReader } from '../../../engine/src/transports/smpp/inbound/inboundReader';
import { readPayload } from '../../../engine/src/transports/smpp/inbound/concatenation';
import { readReceipt } from '../../../engine/src/transports/smpp/inbound/receipt';
import { createManualClock } from '../../support/manualClock';
import { createDice, mutatedFrame } from './mutation';
import { usedBytes } from './usedBytes';

// ZGODA_FUZZ_FRAMES makes it longer.
const frames = Number(process.env['ZGODA_FUZZ_FRAMES'] ?? 200_000);

/** What was read of mutated frames. */
interface Seen {
  decoded: number;
  refused: number;
  gaveUp: number;
  /** Answers that were read as those to a submit_sm, with an id. */
  answers: number;
  /** What the inbound reader handed over. */
  receipts: number;
  texts: number;
  parts: number;
  /** Deliveries that it has not done with. */
  reading: number;
}

const nothing: Seen = { decoded: 0, refused: 0, gaveUp: 0, answers: 0, receipts: 0, texts: 0, parts: 0, reading: 0 };

/** Reads deliveries as a link does, with a store that takes everything. */
function createDeliveries(seen: Seen, failed: (thrown: unknown) => void): (pdu: Pdu) => void {
  const clock = createManualClock();
  const reader = new InboundReader(
    new InboundMemory('auto', clock),
    {
      async receipt({ partId, anyForm }) {
        seen.receipts++;
        return anyForm ? partId : null;
      },
      inbound: async () => void seen.texts++,
      inboundPart: async () => void seen.parts++,
      settled: async () => undefined,
    },
    { decodeText },
    silentLog,
    clock,
  );
  const session = { isBound: true };
  return (pdu) => {
    if (pdu.command !== 'deliver_sm' && pdu.command !== 'data_sm') return;
    readReceipt(pdu, readPayload(pdu).bytes.toString('latin1'));
    seen.reading++;
    reader.read(pdu, session).then(() => seen.reading--, failed);
  };
}

/** Feeds a stream of mutated frames to readers, a fresh one after each that gave up. */
async function fuzz(count: number, seed: number): Promise<Seen> {
  const dice = createDice(seed);
  const seen = { ...nothing };
  let problem: unknown = null;
  const deliver = createDeliveries(seen, (thrown) => {
    problem ??= thrown;
  });
  const texts = new ChunkText();
  const newReader = (): FrameReader =>
    createFrameReader((bytes, start, end) => {
      texts.begin();
      if (readSubmitAnswer(bytes, start, end, texts).messageId !== '') seen.answers++;
      const decoded = decodePdu(bytes, start, end);
      if (!decoded.ok) {
        seen.refused++;
        return true;
      }
      seen.decoded++;
      // What was read can be written, and means the same again.
      const written = encodePdu(decoded.pdu);
      const again = decodePdu(written, 0, written.length);
      if (!again.ok || again.pdu.command !== decoded.pdu.command) throw new Error('not the same when read again');
      deliver(decoded.pdu);
      return true;
    });
  let reader = newReader();
  for (let left = count; left > 0; left--) {
    const frame = mutatedFrame(dice);
    const cut = dice(frame.length);
    if ((reader.push(frame.subarray(0, cut)) ?? reader.push(frame.subarray(cut))) !== null || dice(50) === 0) {
      seen.gaveUp++;
      reader = newReader();
    }
    // A delivery that is never done with would keep its place.
    if (left % 100 === 0) await new Promise(setImmediate);
  }
  await new Promise(setImmediate);
  if (problem !== null) throw problem;
  return seen;
}

test(`${frames} mutated frames: no exception, no hang, no memory kept`, async () => {
  await fuzz(20_000, 7);
  const seen = { ...nothing };
  const growths: number[] = [];
  for (const quarter of [1, 2, 3, 4]) {
    const before = usedBytes();
    const counts = await fuzz(frames / 4, 20_261_123 + quarter);
    for (const name of Object.keys(seen) as (keyof Seen)[]) seen[name] += counts[name];
    growths.push(usedBytes() - before);
  }
  expect(seen.decoded).toBeGreaterThan(frames / 10);
  expect(seen.refused).toBeGreaterThan(frames / 100);
  expect(seen.gaveUp).toBeGreaterThan(frames / 100);
  expect(seen.answers).toBeGreaterThan(frames / 100);
  expect(seen.receipts).toBeGreaterThan(frames / 100);
  expect(seen.texts).toBeGreaterThan(frames / 100);
  expect(seen.parts).toBeGreaterThan(frames / 1_000);
  expect(seen.reading).toBe(0);
  // What leaks grows in every quarter; what the test runner allocates meanwhile does not. 40 bytes a frame would show.
  expect(Math.min(...growths)).toBeLessThan(frames * 10);
});
