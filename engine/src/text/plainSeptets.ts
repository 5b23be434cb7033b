import { defaultAlphabet, notInAlphabet } from './gsmAlphabet';

const utf8 = new TextEncoder();
const scratch = new Uint8Array(512);

/**
 * These two are the short way for texts of ASCII characters that take one septet each. The platform's UTF-8 writer reads
 * a string faster than `charCodeAt` does (measured on 120 characters: 42 ns against 190 ns).
 */

/** Whether the alphabet writes every character of a text as one septet; false for long texts and others than ASCII. */
export function isPlain(text: string, codes: Uint8Array): boolean {
  if (text.length > scratch.length) return false;
  const { read, written } = utf8.encodeInto(text, scratch);
  if (read !== text.length || written !== read) return false;
  let seen = 0;
  for (let at = 0; at < written; at++) seen |= codes[scratch[at] as number] as number;
  return seen < 0x80;
}

/** By octet of UTF-8: the septet of an ASCII character, above 0x7f for any other. */
const septets = Uint8Array.from({ length: 256 }, (_, octet) =>
  octet < 0x80 ? (defaultAlphabet.codes[octet] as number) : notInAlphabet,
);

/**
 * Writes such a text in the default alphabet at `at`, one septet an octet, and returns how many. -1, with the octets
 * undefined, when the text has other characters. There must be room for `text.length` octets.
 */
export function writePlainSeptets(text: string, into: Buffer, at: number): number {
  const { length } = text;
  if (into.write(text, at, length) !== length) return -1;
  const end = at + length;
  let seen = 0;
  for (let next = at; next < end; next++) {
    const septet = septets[into[next] as number] as number;
    seen |= septet;
    into[next] = septet;
  }
  return seen < 0x80 ? length : -1;
}
