import { escapeSeptet, gsmAlphabet, type Alphabet } from './gsmAlphabet';
import { readHeader, type Concatenation } from './userDataHeader';

/** How received octets are laid out. */
export interface DecodeOptions {
  /** Whether they start with a user data header (bit 0x40 of `esm_class`). */
  readonly hasUserDataHeader: boolean;
  /** Number of septets, header included, when GSM text is packed eight in seven octets; absent: one septet an octet. */
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
  const coding = codingOf(dataCoding, options.defaultAlphabet ?? 'gsm7');
  const { body, alphabet, concatenation } = readPart(bytes, coding, options);
  return { text: decodeBody(body, coding, alphabet), binary: coding === 'binary', concatenation };
}

/**
 * Reads the parts of one text, in order, as one, so that a character that the sender cut in two (an escaped one, a
 * surrogate pair) is whole again.
 */
export function decodeParts(parts: readonly Uint8Array[], dataCoding: number, options: DecodeOptions): string {
  const coding = codingOf(dataCoding, options.defaultAlphabet ?? 'gsm7');
  const read = parts.map((part) => readPart(part, coding, options));
  return decodeBody(Buffer.concat(read.map(({ body }) => body)), coding, read[0]?.alphabet ?? gsmAlphabet());
}

/** `octets` and `binary`: one character an octet. The last four are names that `TextDecoder` knows. */
type Coding = 'gsm7' | 'octets' | 'binary' | 'ucs2' | 'iso-8859-5' | 'iso-8859-8' | 'iso-2022-jp' | 'euc-kr';

const smppCodings: Readonly<Record<number, Coding>> = {
  0x01: 'octets',
  0x02: 'binary',
  0x03: 'octets',
  0x04: 'binary',
  0x06: 'iso-8859-5',
  0x07: 'iso-8859-8',
  0x08: 'ucs2',
  0x0a: 'iso-2022-jp',
  0x0e: 'euc-kr',
};

function codingOf(dataCoding: number, defaultAlphabet: 'gsm7' | 'latin1'): Coding {
  if (dataCoding === 0) return defaultAlphabet === 'gsm7' ? 'gsm7' : 'octets';
  return smppCodings[dataCoding] ?? gsmCoding(dataCoding);
}

/** The alphabet that a GSM data coding scheme names in its groups above 0x0F. */
function gsmCoding(dataCoding: number): Coding {
  switch (dataCoding >> 4) {
    case 0x1:
    case 0x4:
    case 0x5:
      return (['gsm7', 'binary', 'ucs2', 'gsm7'] as const)[(dataCoding >> 2) & 3] as Coding;
    case 0xc:
    case 0xd:
      return 'gsm7';
    case 0xe:
      return 'ucs2';
    case 0xf:
      return dataCoding & 0x04 ? 'binary' : 'gsm7';
    default:
      return 'binary';
  }
}

/** One part without its header: septets, one an octet, for GSM 7-bit, else octets. */
interface Part {
  readonly body: Uint8Array;
  readonly alphabet: Alphabet;
  readonly concatenation: Concatenation | null;
}

function readPart(bytes: Uint8Array, coding: Coding, options: DecodeOptions): Part {
  const header = options.hasUserDataHeader ? readHeader(bytes) : null;
  const octets = header?.octets ?? 0;
  const packed = coding === 'gsm7' ? options.packedSeptets : undefined;
  return {
    body: packed === undefined ? bytes.subarray(octets) : unpackSeptets(bytes, octets, packed),
    alphabet: gsmAlphabet(header?.locking ?? null, header?.single ?? null),
    concatenation: header?.concatenation ?? null,
  };
}

function decodeBody(body: Uint8Array, coding: Coding, alphabet: Alphabet): string {
  switch (coding) {
    case 'gsm7':
      return decodeSeptets(body, alphabet);
    case 'ucs2':
      return decodeUtf16(body);
    case 'octets':
    case 'binary':
      return Buffer.from(body).toString('latin1');
    default:
      return new TextDecoder(coding).decode(body);
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

/** A septet after ESC that has no extension character is read from the basic table (section 6.2.1.1). */
function decodeSeptets(septets: Uint8Array, alphabet: Alphabet): string {
  let text = '';
  for (let at = 0; at < septets.length; at++) {
    const septet = (septets[at] as number) & 0x7f;
    if (septet !== escapeSeptet) {
      text += alphabet.characters[septet];
    } else if (++at < septets.length) {
      const escaped = (septets[at] as number) & 0x7f;
      text += alphabet.extension[escaped] ?? (escaped === escapeSeptet ? ' ' : alphabet.characters[escaped]);
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
