import { gsmAlphabet, ESCAPE, type Alphabet } from './gsmAlphabet';
import { readHeader, type Concatenation } from './userDataHeader';

/** How received octets are laid out. */
export interface DecodeOptions {
  /** Whether they start with a user data header (bit 0x40 of `esm_class`). */
  readonly hasUserDataHeader: boolean;
  /** Number of septets, when GSM text is packed eight in seven octets; absent: one septet an octet. */
  readonly packedSeptets?: number;
  /** What `data_coding` 0, the operator's default, means. Default `gsm7`. */
  readonly defaultAlphabet?: 'gsm7' | 'latin1';
}

/** A received text, or a part of one. */
export interface DecodedText {
  readonly text: string;
  /** Whether the octets are data rather than text; `text` then has one character an octet. */
  readonly binary: boolean;
  /** Null for a text in one piece. */
  readonly concatenation: Concatenation | null;
}

/** Reads received user data by its SMPP `data_coding` (SMPP 3.4 section 5.2.19, 3GPP TS 23.038 section 4). */
export function decodeText(bytes: Uint8Array, dataCoding: number, options: DecodeOptions): DecodedText {
  const header = options.hasUserDataHeader ? readHeader(bytes) : null;
  const octets = header?.octets ?? 0;
  const body = bytes.subarray(octets);
  const coding = codingOf(dataCoding, options.defaultAlphabet ?? 'gsm7');
  const concatenation = header?.concatenation ?? null;
  if (coding !== 'gsm7') return { text: decodeOctets(body, coding), binary: coding === 'binary', concatenation };
  const alphabet = gsmAlphabet(header?.locking ?? null, header?.single ?? null);
  const septets = options.packedSeptets === undefined ? body : unpackSeptets(bytes, octets, options.packedSeptets);
  return { text: decodeSeptets(septets, alphabet), binary: false, concatenation };
}

type Coding = 'gsm7' | 'ascii' | 'latin1' | 'ucs2' | 'binary' | 'cyrillic' | 'hebrew';

const SMPP_CODINGS: Readonly<Record<number, Coding>> = {
  0x01: 'ascii',
  0x02: 'binary',
  0x03: 'latin1',
  0x04: 'binary',
  0x06: 'cyrillic',
  0x07: 'hebrew',
  0x08: 'ucs2',
};

function codingOf(dataCoding: number, defaultCoding: Coding): Coding {
  if (dataCoding === 0) return defaultCoding;
  const known = SMPP_CODINGS[dataCoding];
  if (known !== undefined) return known;
  const group = dataCoding >> 4;
  if (group === 0xf) return dataCoding & 0x04 ? 'binary' : 'gsm7';
  if (group === 0xe) return 'ucs2';
  if (group === 0xc || group === 0xd) return 'gsm7';
  if (dataCoding < 0x10 || dataCoding >= 0x80) return 'binary';
  return (['gsm7', 'binary', 'ucs2', 'gsm7'] as const)[(dataCoding >> 2) & 3] as Coding;
}

function decodeOctets(body: Uint8Array, coding: Exclude<Coding, 'gsm7'>): string {
  switch (coding) {
    case 'ucs2':
      return decodeUtf16(body);
    case 'cyrillic':
      return new TextDecoder('iso-8859-5').decode(body);
    case 'hebrew':
      return new TextDecoder('iso-8859-8').decode(body);
    default:
      return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  }
}

/** Big endian unless a byte order mark says otherwise; an odd last octet becomes U+FFFD. */
function decodeUtf16(body: Uint8Array): string {
  const even = body.length & ~1;
  const units = Buffer.from(body.subarray(0, even));
  const littleEndian = units[0] === 0xff && units[1] === 0xfe;
  const marked = littleEndian || (units[0] === 0xfe && units[1] === 0xff);
  const text = (littleEndian ? units : units.swap16()).toString('utf16le', marked ? 2 : 0);
  return even === body.length ? text : `${text}\uFFFD`;
}

/** A septet after ESC that has no extension character is read from the basic table, as phones do (section 6.2.1.1). */
function decodeSeptets(septets: Uint8Array, alphabet: Alphabet): string {
  let text = '';
  for (let at = 0; at < septets.length; at++) {
    const septet = (septets[at] as number) & 0x7f;
    if (septet !== ESCAPE) {
      text += alphabet.characters[septet];
    } else if (at + 1 < septets.length) {
      at++;
      const escaped = (septets[at] as number) & 0x7f;
      text += alphabet.extension[escaped] ?? (escaped === ESCAPE ? ' ' : alphabet.characters[escaped]);
    }
  }
  return text;
}

/** Unpacks septets (3GPP TS 23.038 section 6.1.2.1) after a header that fills whole septets. */
function unpackSeptets(bytes: Uint8Array, headerOctets: number, septets: number): Uint8Array {
  const skipped = Math.ceil((headerOctets * 8) / 7);
  const unpacked = new Uint8Array(Math.max(0, septets - skipped));
  for (let index = 0; index < unpacked.length; index++) {
    const bit = (skipped + index) * 7;
    const pair = (bytes[bit >> 3] ?? 0) | ((bytes[(bit >> 3) + 1] ?? 0) << 8);
    unpacked[index] = (pair >> (bit & 7)) & 0x7f;
  }
  return unpacked;
}
