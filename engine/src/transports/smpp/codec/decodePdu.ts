import { commandOf, responseBit, type FieldKind } from './commands';
import { commandStatus } from './commandStatus';
import { headerBytes } from './encodePdu';
import type { Pdu } from './pdu';
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
  const commandId = bytes.readUInt32BE(start + 4);
  const status = bytes.readUInt32BE(start + 8);
  const sequence = bytes.readUInt32BE(start + 12);
  const malformed = (malformedStatus: number, problem: string): Decoded => ({
    ok: false,
    malformed: { commandId, sequence, status: malformedStatus, problem },
  });

  const command = commandOf(commandId);
  if (command === undefined) return malformed(commandStatus.ESME_RINVCMDID, 'unknown command_id');
  const values: Record<string, Value | Tlvs> = { command: command.name, status, sequence };
  let at = start + headerBytes;
  for (const [name, kind] of command.fields) {
    if (at >= end) {
      if ((commandId & responseBit) === 0) return malformed(commandStatus.ESME_RINVMSGLEN, `no ${name}`);
      values[name] = kind === 'cString' ? '' : kind === 'int8' ? 0 : Buffer.alloc(0);
      continue;
    }
    const next = readField(bytes, at, end, kind, name, values);
    if (next > end) return malformed(commandStatus.ESME_RINVMSGLEN, `${name} runs over the end`);
    at = next;
  }
  const tlvs = decodeTlvs(bytes, at, end);
  if (tlvs === null) return malformed(commandStatus.ESME_RINVOPTPARSTREAM, 'a TLV runs over the end');
  values['tlvs'] = tlvs;
  return { ok: true, pdu: values as unknown as Pdu };
}

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
    if (name === undefined || value === undefined) raw.push({ tag, value: Buffer.from(bytes.subarray(from, at)) });
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
  values: Record<string, Value | Tlvs>,
): number {
  if (kind === 'int8') {
    values[name] = bytes.readUInt8(at);
    return at + 1;
  }
  if (kind === 'octets') {
    const from = at + 1;
    const next = from + bytes.readUInt8(at);
    values[name] = Buffer.from(bytes.subarray(from, Math.min(next, end)));
    return next;
  }
  const stop = endOfString(bytes, at, end);
  values[name] = bytes.toString('latin1', at, stop);
  return Math.min(stop + 1, end);
}

function readTlv(bytes: Buffer, from: number, to: number, kind: (typeof tlvTable)[keyof typeof tlvTable]['kind']) {
  if (kind === 'octets') return Buffer.from(bytes.subarray(from, to));
  if (kind === 'cString') return bytes.toString('latin1', from, endOfString(bytes, from, to));
  return to - from === integerBytes[kind] ? bytes.readUIntBE(from, to - from) : undefined;
}

function endOfString(bytes: Buffer, from: number, to: number): number {
  const at = bytes.indexOf(0, from);
  return at === -1 || at > to ? to : at;
}
