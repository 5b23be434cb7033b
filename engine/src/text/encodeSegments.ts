import { ZgodaError } from '../shared/errors';
import { chooseAlphabet } from './chooseAlphabet';
import { divideGsm, divideUcs2 } from './divideText';
import { defaultAlphabet, escapeSeptet, extensionBit, notInAlphabet, type Alphabet } from './gsmAlphabet';
import type { TextEncoding, TextForm } from './planText';
import { writePlainSeptets } from './plainSeptets';
import { gsmRoom, ucs2Room } from './segmentRoom';
import { concatenationElement, shiftElements, writeHeader } from './userDataHeader';

/** How to encode a planned text. */
export interface EncodeOptions extends TextForm {
  /** Number that the parts of one text share; cut to `referenceBits`. */
  readonly reference: number;
  /**
   * Who tells the phone how the parts belong together: a `header` in each part (default), the SMSC from SAR parameters
   * (`sar`: parts of the same size, without that header), or nobody, as the SMSC divides the text (`payload`: one part).
   */
  readonly carriage?: 'header' | 'sar' | 'payload';
}

/** The octets of a text, ready for `short_message` or `message_payload`. */
export interface EncodedText {
  /** SMPP `data_coding`: 0 for the GSM alphabet, 8 for UCS-2. */
  readonly dataCoding: number;
  /** Whether each part starts with a user data header (bit 0x40 of `esm_class`). */
  readonly hasUserDataHeader: boolean;
  /** User data of each segment, in order: GSM as one septet an octet, UCS-2 big endian. */
  readonly parts: Buffer[];
}

const gsmDataCoding = 0x00;
const ucs2DataCoding = 0x08;
const maxParts = 255;
const plainRoom = gsmRoom(defaultAlphabet, 8).single;
const surrogate = /[\uD800-\uDFFF]/;
const loneSurrogate = /\p{Surrogate}/u;

/**
 * Encodes an NFC text as `planText` planned it with the same form: as many parts as the plan's segments (one for
 * `payload`). Throws `unwritable_text` rather than replace a character, `text_too_long` above 255 parts.
 */
export function encodeSegments(text: string, encoding: TextEncoding, options: EncodeOptions): EncodedText {
  return encoding === 'gsm7' ? encodeGsm(text, options) : encodeUcs2(text, options);
}

function encodeGsm(text: string, options: EncodeOptions): EncodedText {
  return encodePlain(text) ?? encodeAnyGsm(text, options);
}

/** One segment of basic ASCII characters, as most texts are; null for any other. */
function encodePlain(text: string): EncodedText | null {
  if (text.length > plainRoom) return null;
  const part = Buffer.allocUnsafe(text.length);
  if (writePlainSeptets(text, part, 0) === -1) return null;
  return { dataCoding: gsmDataCoding, hasUserDataHeader: false, parts: [part] };
}

function encodeAnyGsm(text: string, options: EncodeOptions): EncodedText {
  const { referenceBits = 8, shiftLanguages = [] } = options;
  const writing = chooseAlphabet(text, shiftLanguages, referenceBits);
  if (writing === null) throw new ZgodaError('unwritable_text', { position: firstMissing(text) + 1 });
  const { alphabet, septets } = writing;
  const room = gsmRoom(alphabet, referenceBits);
  const { cuts } = options.carriage === 'payload' ? notDivided : divideGsm(text, alphabet.codes, septets, room);
  const shifts = shiftElements(alphabet);
  if (cuts.length === 0) {
    const header = writeHeader(shifts);
    const part = Buffer.allocUnsafe(header.length + septets);
    header.copy(part);
    writeSeptets(text, 0, text.length, alphabet, part, header.length);
    return { dataCoding: gsmDataCoding, hasUserDataHeader: header.length > 0, parts: [part] };
  }
  const parts = slicesOf(text, cuts).map(([start, end], index) => {
    const header = partHeader(shifts, options, cuts.length + 1, index + 1);
    const part = Buffer.allocUnsafe(header.length + room.several);
    header.copy(part);
    return part.subarray(0, writeSeptets(text, start, end, alphabet, part, header.length));
  });
  return { dataCoding: gsmDataCoding, hasUserDataHeader: shifts.length > 0 || options.carriage !== 'sar', parts };
}

function encodeUcs2(text: string, options: EncodeOptions): EncodedText {
  const lone = surrogate.test(text) ? text.search(loneSurrogate) : -1;
  if (lone >= 0) throw new ZgodaError('unwritable_text', { position: lone + 1 });
  const { cuts } = options.carriage === 'payload' ? notDivided : divideUcs2(text, ucs2Room(options.referenceBits ?? 8));
  const body = Buffer.from(text, 'utf16le').swap16();
  if (cuts.length === 0) return { dataCoding: ucs2DataCoding, hasUserDataHeader: false, parts: [body] };
  const parts = slicesOf(text, cuts).map(([start, end], index) =>
    Buffer.concat([partHeader([], options, cuts.length + 1, index + 1), body.subarray(start * 2, end * 2)]),
  );
  return { dataCoding: ucs2DataCoding, hasUserDataHeader: options.carriage !== 'sar', parts };
}

const notDivided: { readonly cuts: readonly number[] } = { cuts: [] };

function slicesOf(text: string, cuts: readonly number[]): [start: number, end: number][] {
  if (cuts.length >= maxParts) throw new ZgodaError('text_too_long', { segments: cuts.length + 1, limit: maxParts });
  return [0, ...cuts].map((start, index) => [start, cuts[index] ?? text.length]);
}

function partHeader(shifts: readonly number[], options: EncodeOptions, total: number, part: number): Buffer {
  if (options.carriage === 'sar') return writeHeader(shifts);
  const { reference, referenceBits = 8 } = options;
  return writeHeader([...concatenationElement({ reference, referenceBits, total, part }), ...shifts]);
}

/** Writes the characters from `start` to `end` as septets from `at` on; returns where it stopped. */
function writeSeptets(text: string, start: number, end: number, alphabet: Alphabet, into: Buffer, at: number): number {
  for (let index = start; index < end; index++) {
    const code = alphabet.codes[text.charCodeAt(index)] as number;
    if (code & extensionBit) into[at++] = escapeSeptet;
    into[at++] = code & 0x7f;
  }
  return at;
}

function firstMissing(text: string): number {
  for (let at = 0; at < text.length; at++) {
    if (defaultAlphabet.codes[text.charCodeAt(at)] === notInAlphabet) return at;
  }
  return 0;
}
