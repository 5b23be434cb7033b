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

/** Writes such a text as one septet an octet. False, with the octets undefined, when the text has other characters. */
export function writePlainSeptets(text: string, codes: Uint8Array, into: Uint8Array): boolean {
  const { read, written } = utf8.encodeInto(text, into);
  if (read !== text.length || written !== read) return false;
  let seen = 0;
  for (let at = 0; at < written; at++) {
    const code = codes[into[at] as number] as number;
    seen |= code;
    into[at] = code;
  }
  return seen < 0x80;
}
