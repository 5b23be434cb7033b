import { chooseAlphabet, type Writing } from './chooseAlphabet';
import { countSeptets, divideGsm, divideUcs2 } from './divideText';
import { defaultAlphabet, UNWRITABLE } from './gsmAlphabet';
import type { ShiftLanguage } from './nationalTables';
import { gsmRoom, ucs2Room, type SegmentRoom } from './segmentRoom';
import { simplifyText } from './simplifyText';

/** How the characters of a text travel: GSM 7-bit, or UTF-16 with at most half the room. */
export type TextEncoding = 'gsm7' | 'ucs2';

/**
 * What to do with characters that GSM 7-bit lacks: `keep` them, `simplify` them (ą to a), or `auto`: simplify only where
 * that saves a segment.
 */
export type EncodingMode = 'keep' | 'simplify' | 'auto';

/** What a route fixes about the form of texts. */
export interface TextForm {
  /** Size of the concatenation reference. Default 8. */
  readonly referenceBits?: 8 | 16;
  /** National tables that the route's phones are known to read. Default none. */
  readonly shiftLanguages?: readonly ShiftLanguage[];
}

/** How to plan a text. */
export interface PlanOptions extends TextForm {
  readonly mode: EncodingMode;
  /** Whether the route carries UCS-2. Default true. */
  readonly unicode?: boolean;
}

/** A character of the text as it will be sent, with the offset of its first UTF-16 unit there. */
export interface PlacedCharacter {
  readonly character: string;
  readonly position: number;
}

/** How a text goes out. */
export interface TextPlan {
  /** The text as it will be sent: NFC, simplified where the mode says so. */
  readonly text: string;
  readonly encoding: TextEncoding;
  /** An empty text takes one. */
  readonly segments: number;
  /** Room in the last segment: septets, or UTF-16 units for UCS-2. */
  readonly charactersLeft: number;
  /** What forces UCS-2, in order of appearance; empty for GSM 7-bit. */
  readonly forcing: readonly PlacedCharacter[];
  /** What the route cannot carry; the text must not be sent unless this is empty. */
  readonly unwritable: readonly PlacedCharacter[];
}

const NONE: readonly PlacedCharacter[] = [];
const LONE_SURROGATE = /\p{Surrogate}/u;
const ROOM_8 = gsmRoom(defaultAlphabet, 8);
const ROOM_16 = gsmRoom(defaultAlphabet, 16);

/** Works out how a text goes out: encoding, segments, and what decides them (3GPP TS 23.038 and 23.040). Pure. */
export function planText(text: string, options: PlanOptions): TextPlan {
  const septets = countSeptets(text, defaultAlphabet.codes);
  if (septets >= 0) return gsmPlan(text, { alphabet: defaultAlphabet, septets }, defaultRoom(options));
  const kept = planKept(text.normalize('NFC'), options);
  if (options.mode === 'keep' || (kept.encoding === 'gsm7' && kept.unwritable.length === 0)) return kept;
  const simplified = planKept(simplifyText(kept.text), options);
  const better = simplified.segments < kept.segments || simplified.unwritable.length < kept.unwritable.length;
  return options.mode === 'simplify' || better ? simplified : kept;
}

function planKept(text: string, options: PlanOptions): TextPlan {
  const { referenceBits = 8, shiftLanguages = [], unicode = true } = options;
  const writing = chooseAlphabet(text, shiftLanguages, referenceBits);
  if (writing !== null) return gsmPlan(text, writing, gsmRoom(writing.alphabet, referenceBits));
  const forcing = findMissing(text, defaultAlphabet.codes);
  if (!unicode)
    return { ...ucs2Plan(text, forcing, referenceBits), encoding: 'gsm7', forcing: NONE, unwritable: forcing };
  return ucs2Plan(text, forcing, referenceBits);
}

function gsmPlan(text: string, { alphabet, septets }: Writing, room: SegmentRoom): TextPlan {
  const { cuts, left } = divideGsm(text, alphabet.codes, septets, room);
  return {
    text,
    encoding: 'gsm7',
    segments: cuts.length + 1,
    charactersLeft: left,
    forcing: NONE,
    unwritable: NONE,
  };
}

function ucs2Plan(text: string, forcing: readonly PlacedCharacter[], referenceBits: 8 | 16): TextPlan {
  const { cuts, left } = divideUcs2(text, ucs2Room(referenceBits));
  const unwritable = LONE_SURROGATE.test(text)
    ? forcing.filter(({ character }) => LONE_SURROGATE.test(character))
    : NONE;
  return { text, encoding: 'ucs2', segments: cuts.length + 1, charactersLeft: left, forcing, unwritable };
}

function findMissing(text: string, codes: Uint8Array): PlacedCharacter[] {
  const missing: PlacedCharacter[] = [];
  for (let position = 0; position < text.length;) {
    const character = String.fromCodePoint(text.codePointAt(position) as number);
    if (codes[text.charCodeAt(position)] === UNWRITABLE) missing.push({ character, position });
    position += character.length;
  }
  return missing;
}

function defaultRoom(form: TextForm): SegmentRoom {
  return form.referenceBits === 16 ? ROOM_16 : ROOM_8;
}
