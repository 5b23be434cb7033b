import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { decodePdu } from '../../../engine/src/transports/smpp/codec/decodePdu';
import { encodePdu } from '../../../engine/src/transports/smpp/codec/encodePdu';
import { createFrameReader, type FrameReader } from '../../../engine/src/transports/smpp/codec/frameReader';
import { createDice, mutatedFrame } from './mutation';

// ZGODA_FUZZ_FRAMES makes it longer.
const frames = Number(process.env['ZGODA_FUZZ_FRAMES'] ?? 200_000);

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Feeds a stream of mutated frames to readers, a fresh one after each that gave up. */
function fuzz(count: number, seed: number): { decoded: number; refused: number; gaveUp: number } {
  const dice = createDice(seed);
  const seen = { decoded: 0, refused: 0, gaveUp: 0 };
  const newReader = (): FrameReader =>
    createFrameReader((bytes, start, end) => {
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
  }
  return seen;
}

function usedBytes(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test(`${frames} mutated frames: no exception, no hang, no memory kept`, () => {
  fuzz(20_000, 7);
  const seen = { decoded: 0, refused: 0, gaveUp: 0 };
  const growths = [1, 2, 3, 4].map((quarter) => {
    const before = usedBytes();
    const { decoded, refused, gaveUp } = fuzz(frames / 4, 20_261_123 + quarter);
    seen.decoded += decoded;
    seen.refused += refused;
    seen.gaveUp += gaveUp;
    return usedBytes() - before;
  });
  expect(seen.decoded).toBeGreaterThan(frames / 10);
  expect(seen.refused).toBeGreaterThan(frames / 100);
  expect(seen.gaveUp).toBeGreaterThan(frames / 100);
  // What leaks grows in every quarter; what the test runner allocates meanwhile does not. 40 bytes a frame would show.
  expect(Math.min(...growths)).toBeLessThan(frames * 10);
});
