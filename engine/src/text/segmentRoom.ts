import type { Alphabet } from './gsmAlphabet';

/** How much text a segment takes: in septets for GSM 7-bit, in UTF-16 units for UCS-2. */
export interface SegmentRoom {
  /** When the text is one segment. */
  readonly single: number;
  /** In each segment of several, beside the concatenation header. */
  readonly several: number;
}

const segmentOctets = 140;
const segmentSeptets = 160;
const concatenationOctets = { 8: 5, 16: 6 } as const;
const shiftOctets = 3;

/** The room of a GSM 7-bit segment (3GPP TS 23.040 section 9.2.3.24): headers are padded to whole septets. */
export function gsmRoom(alphabet: Alphabet, referenceBits: 8 | 16): SegmentRoom {
  const shifts = (alphabet.locking === null ? 0 : shiftOctets) + (alphabet.single === null ? 0 : shiftOctets);
  return {
    single: segmentSeptets - headerSeptets(shifts),
    several: segmentSeptets - headerSeptets(shifts + concatenationOctets[referenceBits]),
  };
}

/** The room of a UCS-2 segment. */
export function ucs2Room(referenceBits: 8 | 16): SegmentRoom {
  return {
    single: segmentOctets / 2,
    several: Math.floor((segmentOctets - 1 - concatenationOctets[referenceBits]) / 2),
  };
}

function headerSeptets(elementOctets: number): number {
  return elementOctets === 0 ? 0 : Math.ceil(((1 + elementOctets) * 8) / 7);
}
