import { extensionBit, notInAlphabet } from './gsmAlphabet';
import { isPlain } from './plainSeptets';
import type { SegmentRoom } from './segmentRoom';

/** Where a text is cut into segments. */
export interface Division {
  /** Offset of the first UTF-16 unit of each segment after the first. */
  readonly cuts: readonly number[];
  /** What is still free in the last segment, in the room's unit. */
  readonly left: number;
}

const noCuts: readonly number[] = [];

/** Septets of a text in an alphabet; -1 when a character is not in it. */
export function countSeptets(text: string, codes: Uint8Array): number {
  if (isPlain(text, codes)) return text.length;
  let septets = 0;
  for (let at = 0; at < text.length; at++) {
    const code = codes[text.charCodeAt(at)] as number;
    if (code === notInAlphabet) return -1;
    septets += 1 + (code >> 7);
  }
  return septets;
}

/** Cuts a text of `septets` that the alphabet can write; an extension character stays with its ESC. */
export function divideGsm(text: string, codes: Uint8Array, septets: number, room: SegmentRoom): Division {
  if (septets <= room.single) return { cuts: noCuts, left: room.single - septets };
  const cuts: number[] = [];
  let used = 0;
  for (let at = 0; at < text.length; at++) {
    const width = (codes[text.charCodeAt(at)] as number) & extensionBit ? 2 : 1;
    if (used + width > room.several) {
      cuts.push(at);
      used = 0;
    }
    used += width;
  }
  return { cuts, left: room.several - used };
}

/**
 * Cuts a text in UTF-16 units. A surrogate pair is never cut; a longer cluster (a flag, an emoji of several parts, a
 * letter with combining marks) is kept whole where that costs no further segment.
 */
export function divideUcs2(text: string, room: SegmentRoom): Division {
  if (text.length <= room.single) return { cuts: noCuts, left: room.single - text.length };
  const cuts: number[] = [];
  let start = 0;
  let allowed = countUcs2(text, 0, room.several) - 1;
  while (text.length - start > room.several) {
    const furthest = pairBoundary(text, start + room.several);
    const whole = clusterBoundary(text, furthest);
    start = whole > start && countUcs2(text, whole, room.several) <= allowed ? whole : furthest;
    allowed--;
    cuts.push(start);
  }
  return { cuts, left: room.several - (text.length - start) };
}

/** The fewest segments for the text from `start` on, cutting only between characters. */
function countUcs2(text: string, start: number, several: number): number {
  let segments = 1;
  for (let at = start; text.length - at > several; segments++) at = pairBoundary(text, at + several);
  return segments;
}

/** The last offset up to `at` that does not cut a surrogate pair. */
function pairBoundary(text: string, at: number): number {
  return isLowSurrogate(text.charCodeAt(at)) && isHighSurrogate(text.charCodeAt(at - 1)) ? at - 1 : at;
}

const firstCombiningMark = 0x300;
const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The last offset up to `at` that does not cut a grapheme cluster (Unicode UAX #29). */
function clusterBoundary(text: string, at: number): number {
  if (text.charCodeAt(at) < firstCombiningMark && text.charCodeAt(at - 1) < firstCombiningMark) return at;
  return clusters.segment(text).containing(at)?.index ?? at;
}

function isHighSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xd800;
}

function isLowSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xdc00;
}
