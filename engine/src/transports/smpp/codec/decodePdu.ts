import { commandOf, responseBit, type FieldKind } from './commands';
import { commandStatus } from './commandStatus';
import { headerBytes } from './encodePdu';
import type { Pdu } from './pdu';
import { readUint32 } from './uint32';
import { integerBytes, tlvNameOf, tlvTable, type RawTlv, type Tlvs } from './tlvs';

/** A frame that is no readable PDU, with the command_status to answer it with. */
export interface Malformed {
  readonly commandId: number;
  readonly sequence: number;
  readonly status: number;
  readonly problem: string;
}

export type Decoded = { readonly ok: true; readonly pdu: Pdu } | { readonly ok: false; readonly malformed: Malformed };

type Value = string | number | Buffer;

/**
 * Reads the PDU in `bytes[start, end)`, a whole frame. Never throws. Lenient where operators are: fields missing at the
 * end of a response are blank, a string may end with the frame, a TLV with an unlawful length is handed over raw. What it
 * returns owns its bytes.
 */
export function decodePdu(bytes: Buffer, start: number, end: number): Decoded {
  const commandId = readUint32(bytes, start + 4);
  const sequence = readUint32(bytes, start + 12);
  const command = commandOf(commandId);
  if (command === undefined) {
    return malformed(commandId, sequence, commandStatus.ESME_RINVCMDID, 'unknown command_id');
  }
  const values: Record<string, unknown> = { ...command.blank };
  values['status'] = readUint32(bytes, start + 8);
  values['sequence'] = sequence;
  let at = start + headerBytes;
  for (const [name, kind] of command.fields) {
    if (at >= end) {
      if ((commandId & responseBit) !== 0) break;
      return malformed(commandId, sequence, commandStatus.ESME_RINVMSGLEN, `no ${name}`);
    }
    at = readField(bytes, at, end, kind, name, values);
    if (at > end) return malformed(commandId, sequence, commandStatus.ESME_RINVMSGLEN, `${name} runs over the end`);
  }
  const tlvs = decodeTlvs(bytes, at, end);
  if (tlvs === null) {
    return malformed(commandId, sequence, commandStatus.ESME_RINVOPTPARSTREAM, 'a TLV runs over the end');
  }
  values['tlvs'] = tlvs;
  return { ok: true, pdu: values as unknown as Pdu };
}

const malformed = (commandId: number, sequence: number, status: number, problem: string): Decoded => ({
  ok: false,
  malformed: { commandId, sequence, status, problem },
});

/** Reads the TLVs in `bytes[start, end)`; null when a length runs over the end. */
export function decodeTlvs(bytes: Buffer, start: number, end: number): Tlvs | null {
  const named: Record<string, Value> = {};
  const raw: RawTlv[] = [];
  let at = start;
  while (at < end) {
    if (at + 4 > end) return null;
    const tag = bytes.readUInt16BE(at);
    const from = at + 4;
    at = from + bytes.readUInt16BE(at + 2);
    if (at > end) return null;
    const name = tlvNameOf(tag);
    const value = name === undefined ? undefined : readTlv(bytes, from, at, tlvTable[name].kind);
    if (name === undefined || value === undefined) raw.push({ tag, value: copyOf(bytes, from, at) });
    else named[name] = value;
  }
  return raw.length === 0 ? named : { ...named, raw };
}

/** Puts the field into `values` and returns where the next one starts: beyond `end` when this one does not fit. */
function readField(
  bytes: Buffer,
  at: number,
  end: number,
  kind: FieldKind,
  name: string,
  values: Record<string, unknown>,
): number {
  if (kind === 'int8') {
    values[name] = bytes[at] as number;
    return at + 1;
  }
  if (kind === 'octets') {
    const from = at + 1;
    const next = from + (bytes[at] as number);
    values[name] = copyOf(bytes, from, Math.min(next, end));
    return next;
  }
  const stop = endOfString(bytes, at, end);
  // Most strings of a receipt are blank, and each call into the runtime costs as much as a short string does.
  if (stop > at) values[name] = bytes.toString('latin1', at, stop);
  return Math.min(stop + 1, end);
}

function copyOf(bytes: Buffer, from: number, to: number): Buffer {
  const copy = Buffer.allocUnsafe(to - from);
  bytes.copy(copy, 0, from, to);
  return copy;
}

function readTlv(bytes: Buffer, from: number, to: number, kind: (typeof tlvTable)[keyof typeof tlvTable]['kind']) {
  if (kind === 'octets') return copyOf(bytes, from, to);
  if (kind === 'cString') return bytes.toString('latin1', from, endOfString(bytes, from, to));
  return to - from === integerBytes[kind] ? bytes.readUIntBE(from, to - from) : undefined;
}

function endOfString(bytes: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== 0) at++;
  return at;
}
