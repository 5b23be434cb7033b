import { chooseAlphabet, type Writing } from './chooseAlphabet';
import { countSeptets, divideGsm, divideUcs2 } from './divideText';
import { defaultAlphabet, notInAlphabet } from './gsmAlphabet';
import type { ShiftLanguage } from './nationalTables';
import { gsmRoom, ucs2Room, type SegmentRoom } from './segmentRoom';
import { simplifyCharacter, simplifyText } from './simplifyText';

/** How the characters of a text travel: GSM 7-bit, or UTF-16 with at most half the room. */
export type TextEncoding = 'gsm7' | 'ucs2';

/**
 * What to do with characters that GSM 7-bit lacks: `keep` them, `simplify` them (ą to a) where all of them can be and it
 * costs no further segment, or `auto`: simplify only where that saves a segment.
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

const noCharacters: readonly PlacedCharacter[] = [];

/** Only texts with characters from here on can be written otherwise in NFC; most have none. */
const beyondLatin = /[\u0300-\uFFFF]/;
const room8 = gsmRoom(defaultAlphabet, 8);
const room16 = gsmRoom(defaultAlphabet, 16);

/** Works out how a text goes out: encoding, segments, and what decides them (3GPP TS 23.038 and 23.040). Pure. */
export function planText(text: string, options: PlanOptions): TextPlan {
  const plan = planPlain(text, options);
  if (plan !== null) return plan;
  const composed = beyondLatin.test(text) ? text.normalize('NFC') : text;
  const composedPlan = composed === text ? null : planPlain(composed, options);
  if (composedPlan !== null) return composedPlan;
  const kept = planKept(composed, options);
  return options.mode === 'keep' ? kept : planSimplified(kept, options);
}

/** The plan of a text that the default alphabet writes: such a text is NFC. Null for any other. */
function planPlain(text: string, options: PlanOptions): TextPlan | null {
  const septets = countSeptets(text, defaultAlphabet.codes);
  return septets < 0 ? null : gsmPlan(text, { alphabet: defaultAlphabet, septets }, defaultRoom(options));
}

function planKept(text: string, options: PlanOptions): TextPlan {
  const { referenceBits = 8, shiftLanguages = [], unicode = true } = options;
  const writing = shiftLanguages.length === 0 ? null : chooseAlphabet(text, shiftLanguages, referenceBits);
  if (writing !== null) return gsmPlan(text, writing, gsmRoom(writing.alphabet, referenceBits));
  const forcing = findForcing(text);
  const { cuts, left } = divideUcs2(text, ucs2Room(referenceBits));
  const unwritable = unicode ? forcing.filter(({ character }) => isLoneSurrogate(character)) : forcing;
  return { text, encoding: 'ucs2', segments: cuts.length + 1, charactersLeft: left, forcing, unwritable };
}

/** Letters are changed only where that brings the text into GSM 7-bit; to lose them for nothing would be a pity. */
function planSimplified(kept: TextPlan, options: PlanOptions): TextPlan {
  const text = simplifyText(kept.text);
  if (text === null) {
    return { ...kept, unwritable: kept.unwritable.filter(({ character }) => simplifyCharacter(character) === null) };
  }
  const septets = countSeptets(text, defaultAlphabet.codes);
  const simplified = gsmPlan(text, { alphabet: defaultAlphabet, septets }, defaultRoom(options));
  if (kept.unwritable.length > 0 || simplified.segments < kept.segments) return simplified;
  const wanted = options.mode === 'simplify' && kept.encoding === 'ucs2' && simplified.segments === kept.segments;
  return wanted ? simplified : kept;
}

function gsmPlan(text: string, { alphabet, septets }: Writing, room: SegmentRoom): TextPlan {
  const { cuts, left } = divideGsm(text, alphabet.codes, septets, room);
  const segments = cuts.length + 1;
  return { text, encoding: 'gsm7', segments, charactersLeft: left, forcing: noCharacters, unwritable: noCharacters };
}

function findForcing(text: string): PlacedCharacter[] {
  const { codes } = defaultAlphabet;
  const forcing: PlacedCharacter[] = [];
  for (let position = 0; position < text.length; position++) {
    if (codes[text.charCodeAt(position)] !== notInAlphabet) continue;
    const character = String.fromCodePoint(text.codePointAt(position) as number);
    forcing.push({ character, position });
    position += character.length - 1;
  }
  return forcing;
}

/** Half of a surrogate pair: no encoding can carry it. */
function isLoneSurrogate(character: string): boolean {
  return character.length === 1 && (character.charCodeAt(0) & 0xf800) === 0xd800;
}

function defaultRoom(form: TextForm): SegmentRoom {
  return form.referenceBits === 16 ? room16 : room8;
}
