import type { Alphabet } from './gsmAlphabet';
import { nationalTables, type ShiftLanguage } from './nationalTables';

/** How one part belongs to its text (3GPP TS 23.040 sections 9.2.3.24.1 and 9.2.3.24.8). */
export interface Concatenation {
  readonly reference: number;
  readonly referenceBits: 8 | 16;
  readonly total: number;
  /** From 1. */
  readonly part: number;
}

/** What a user data header says. */
export interface UserDataHeader {
  readonly concatenation: Concatenation | null;
  readonly locking: ShiftLanguage | null;
  readonly single: ShiftLanguage | null;
  /** Octets of the header with its length octet. */
  readonly octets: number;
}

const concatenation8 = 0x00;
const concatenation16 = 0x08;
const singleShift = 0x24;
const lockingShift = 0x25;
const noHeader = Buffer.alloc(0);

/** The element that numbers a part. */
export function concatenationElement({ reference, referenceBits, total, part }: Concatenation): number[] {
  return referenceBits === 8
    ? [concatenation8, 3, reference & 0xff, total, part]
    : [concatenation16, 4, (reference >> 8) & 0xff, reference & 0xff, total, part];
}

/** The elements that name an alphabet's national tables. */
export function shiftElements({ locking, single }: Alphabet): number[] {
  const elements: number[] = [];
  if (single !== null) elements.push(singleShift, 1, nationalTables[single].identifier);
  if (locking !== null) elements.push(lockingShift, 1, nationalTables[locking].identifier);
  return elements;
}

/** A header of these elements with its length octet; nothing when there are none. */
export function writeHeader(elements: readonly number[]): Buffer {
  return elements.length === 0 ? noHeader : Buffer.from([elements.length, ...elements]);
}

/** Reads the header that user data starts with; one that runs past the data counts as none. */
export function readHeader(bytes: Uint8Array): UserDataHeader {
  const octets = 1 + (bytes[0] ?? 0);
  const header = { concatenation: null, locking: null, single: null, octets } as {
    -readonly [Key in keyof UserDataHeader]: UserDataHeader[Key];
  };
  if (octets > bytes.length) return { ...header, octets: 0 };
  for (let at = 1; at + 1 < octets;) {
    const length = bytes[at + 1] as number;
    const value = bytes.subarray(at + 2, Math.min(at + 2 + length, octets));
    readElement(bytes[at] as number, value, header);
    at += 2 + length;
  }
  return header;
}

function readElement(
  identifier: number,
  value: Uint8Array,
  header: { -readonly [Key in keyof UserDataHeader]: UserDataHeader[Key] },
): void {
  if (identifier === concatenation8 && value.length === 3) {
    const [reference, total, part] = value as unknown as [number, number, number];
    header.concatenation = validPart({ reference, referenceBits: 8, total, part });
  } else if (identifier === concatenation16 && value.length === 4) {
    const [high, low, total, part] = value as unknown as [number, number, number, number];
    header.concatenation = validPart({ reference: high * 256 + low, referenceBits: 16, total, part });
  } else if (identifier === singleShift && value.length === 1) {
    header.single = languageOf(value[0] as number);
  } else if (identifier === lockingShift && value.length === 1) {
    header.locking = languageOf(value[0] as number);
  }
}

/** A part that is numbered 0 or past the total is to be ignored (section 9.2.3.24.1). */
function validPart(concatenation: Concatenation): Concatenation | null {
  const { total, part } = concatenation;
  return part >= 1 && part <= total ? concatenation : null;
}

function languageOf(identifier: number): ShiftLanguage | null {
  for (const [language, tables] of Object.entries(nationalTables)) {
    if (tables.identifier === identifier) return language as ShiftLanguage;
  }
  return null;
}
