import { rawPdu } from '../../../engine/src/transports/simulator/bytes';
import { phoneText, receiptDelivery, textDelivery } from '../../../engine/src/transports/simulator/mobileTexts';
import { bytes, vectors } from './vectors';

/** A source of whole numbers below a bound, the same for the same seed (xorshift32). */
export function createDice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const ends = { from: '447700900123', to: '60000' };
/** What operators deliver: receipts with and without TLVs, texts short, long and in UCS-2, an acknowledgement. */
const deliveries = [
  receiptDelivery(ends, '12345678', true, 'text'),
  receiptDelivery(ends, '00bc614e', false, 'both'),
  textDelivery(ends, 0, 0, Buffer.from('STOP')),
  textDelivery(ends, 0x10, 0, Buffer.from('STOP')),
  ...phoneText(ends, 'Zażółć gęślą jaźń. '.repeat(8)),
];

const frames = [...vectors.map(({ hex }) => bytes(hex)), ...deliveries.map(({ body }) => rawPdu(5, 0, 1, body))];

/** A lawful frame with a few things broken: bytes, its length, its end, or its middle. */
export function mutatedFrame(dice: (below: number) => number): Buffer {
  let frame = Buffer.from(frames[dice(frames.length)] as Buffer);
  for (let changes = 1 + dice(4); changes > 0; changes--) {
    const at = dice(frame.length);
    switch (dice(7)) {
      case 0:
        frame[at] = dice(256);
        break;
      case 1:
        frame[at] = (frame[at] as number) ^ (1 << dice(8));
        break;
      case 2:
        frame[at] = dice(2) * 255;
        break;
      case 3:
        frame = frame.subarray(0, Math.max(16, at));
        break;
      case 4:
        frame = Buffer.concat([frame.subarray(0, at), Buffer.alloc(dice(40), dice(256)), frame.subarray(at)]);
        break;
      case 5:
        frame = Buffer.concat([frame, frames[dice(frames.length)] as Buffer]);
        break;
      default:
        frame.writeUInt32BE(dice(2) === 0 ? dice(300) : dice(2 ** 31), 0);
    }
  }
  // Most keep a true length, so that what is wrong is inside.
  if (dice(8) !== 0) frame.writeUInt32BE(frame.length, 0);
  return frame;
}
