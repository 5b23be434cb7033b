/** A TLV of an operator's own: `value` in hexadecimal. */
export interface VendorTlv {
  readonly tag: number;
  readonly value: string;
}

const written = /^\s*(?:0x)?([0-9a-f]{1,4})\s*=\s*(text|cstring|hex|int8|int16|int32):(.*)$/i;
const integerBytes: Readonly<Record<string, number>> = { int8: 1, int16: 2, int32: 4 };
const longestValue = 1_024;

/**
 * Reads `TAG=KIND:VALUE`: the tag in hexadecimal; `text` as it is (UTF-8), `cstring` with a zero at its end, `hex` bytes, `int8`,
 * `int16` and `int32` whole numbers. Null for anything else.
 */
export function readVendorTlv(text: string): VendorTlv | null {
  const [, tag = '', kind = '', value = ''] = written.exec(text) ?? [];
  const bytes = kind === '' ? null : bytesOf(kind.toLowerCase(), value);
  if (bytes === null || bytes.length > longestValue) return null;
  return { tag: parseInt(tag, 16), value: bytes.toString('hex') };
}

function bytesOf(kind: string, value: string): Buffer | null {
  if (kind === 'text') return Buffer.from(value);
  if (kind === 'cstring') return Buffer.from(`${value}\0`);
  const plain = value.trim();
  if (kind === 'hex') return /^([0-9a-f]{2})*$/i.test(plain) ? Buffer.from(plain, 'hex') : null;
  const size = integerBytes[kind] ?? 0;
  const number = Number(plain);
  if (!/^\d{1,10}$/.test(plain) || number >= 2 ** (size * 8)) return null;
  const bytes = Buffer.alloc(size);
  bytes.writeUIntBE(number, 0, size);
  return bytes;
}
