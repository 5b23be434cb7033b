import { commandNamed, type FieldKind } from './commands';
import type { Pdu } from './pdu';
import { integerBytes, tlvTable, type RawTlv, type TlvName, type Tlvs } from './tlvs';

/** Length of a PDU header. */
export const headerBytes = 16;

type Value = string | number | Buffer;

const noBytes = Buffer.alloc(0);
const tlvNames = Object.keys(tlvTable) as TlvName[];

/**
 * A PDU as bytes. Strings are written in Latin-1 as long as they are: the limits of the specification are for the
 * caller to keep, since operators extend them. `octets` fields hold at most 255 bytes (RangeError beyond).
 */
export function encodePdu(pdu: Pdu): Buffer {
  const { id, fields } = commandNamed(pdu.command);
  const values = pdu as unknown as Readonly<Record<string, Value>>;
  const bodyBytes = fields.reduce((sum, [name, kind]) => sum + fieldBytes(kind, values[name] as Value), 0);
  const tlvs = encodeTlvs(pdu.tlvs);
  const bytes = Buffer.allocUnsafe(headerBytes + bodyBytes + tlvs.length);
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.writeUInt32BE(id, 4);
  bytes.writeUInt32BE(pdu.status, 8);
  bytes.writeUInt32BE(pdu.sequence, 12);
  let at = headerBytes;
  for (const [name, kind] of fields) at = writeField(bytes, at, kind, values[name] as Value);
  tlvs.copy(bytes, at);
  return bytes;
}

/** TLVs as bytes, named ones in the table's order, then the raw ones. */
export function encodeTlvs(tlvs: Tlvs): Buffer {
  if (Object.keys(tlvs).length === 0) return noBytes;
  const parts: Buffer[] = [];
  for (const name of tlvNames) {
    const value = tlvs[name];
    if (value !== undefined) parts.push(encodeTlv({ tag: tlvTable[name].tag, value: tlvValue(name, value) }));
  }
  for (const tlv of tlvs.raw ?? []) parts.push(encodeTlv(tlv));
  return Buffer.concat(parts);
}

function fieldBytes(kind: FieldKind, value: Value): number {
  if (kind === 'int8') return 1;
  const { length } = value as string | Buffer;
  if (kind === 'octets' && length > 255) throw new RangeError('octets field over 255 bytes');
  return length + 1;
}

function writeField(bytes: Buffer, at: number, kind: FieldKind, value: Value): number {
  if (kind === 'int8') return bytes.writeUInt8(value as number, at);
  if (kind === 'octets') {
    const octets = value as Buffer;
    return bytes.writeUInt8(octets.length, at) + octets.copy(bytes, at + 1);
  }
  const end = at + bytes.write(value as string, at, 'latin1');
  return bytes.writeUInt8(0, end);
}

function tlvValue(name: TlvName, value: Value): Buffer {
  const { kind } = tlvTable[name];
  if (kind === 'octets') return value as Buffer;
  if (kind === 'cString') return Buffer.from(`${value as string}\0`, 'latin1');
  const bytes = Buffer.alloc(integerBytes[kind]);
  bytes.writeUIntBE(value as number, 0, bytes.length);
  return bytes;
}

function encodeTlv({ tag, value }: RawTlv): Buffer {
  const bytes = Buffer.allocUnsafe(4 + value.length);
  bytes.writeUInt16BE(tag, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}
