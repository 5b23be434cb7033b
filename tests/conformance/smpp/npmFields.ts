import type { Pdu as NpmPdu } from 'smpp';
import { decodeText } from '../../../engine/src/text/decodeText';
import type { Pdu } from '../../../engine/src/transports/smpp/codec/pdu';
import type { Tlvs } from '../../../engine/src/transports/smpp/codec/tlvs';

/** Fields that npm smpp calls otherwise than ours in lower case with underscores. */
const otherNames: Readonly<Record<string, string>> = {
  addressTon: 'addr_ton',
  addressNpi: 'addr_npi',
  sourceTon: 'source_addr_ton',
  sourceNpi: 'source_addr_npi',
  source: 'source_addr',
  destinationTon: 'dest_addr_ton',
  destinationNpi: 'dest_addr_npi',
  destination: 'destination_addr',
  esmeTon: 'esme_addr_ton',
  esmeNpi: 'esme_addr_npi',
  esme: 'esme_addr',
  priority: 'priority_flag',
  replaceIfPresent: 'replace_if_present_flag',
  defaultMessageId: 'sm_default_msg_id',
  destinationPort: 'dest_port',
  status: 'command_status',
  sequence: 'sequence_number',
};

const npmName = (name: string): string => otherNames[name] ?? name.replace(/[A-Z]/g, (one) => `_${one.toLowerCase()}`);

/** A time that npm smpp turns into a date which depends on the present. */
export const isRelativeTime = (value: unknown): boolean => typeof value === 'string' && /^\d{15}R$/.test(value);

/** What npm smpp must read where we read this PDU. */
export function npmFields({ tlvs, ...fields }: Pdu): Record<string, unknown> {
  const { raw = [], ...named } = tlvs;
  const entries = Object.entries({ ...fields, ...named }).filter(([, value]) => !isRelativeTime(value));
  return Object.fromEntries([
    ...entries.map(([name, value]) => [npmName(name), npmValue(name, value, fields as Partial<Pdu>)]),
    ...raw.filter(({ tag }) => tag >= 0x1400).map(({ tag, value }) => [String(tag), value]),
  ]) as Record<string, unknown>;
}

function npmValue(name: string, value: unknown, fields: Partial<Pdu>): unknown {
  if (name === 'finalDate') return absoluteDate(value as string);
  if (name === 'shortMessage' || name === 'messagePayload') return npmText(value as Buffer, fields);
  if (name === 'ussdServiceOp') return (value as Buffer)[0];
  if (name === 'callbackNum') return [callbackNumber(value as Buffer)];
  return value;
}

/** A text as it has it: its words, and its user data header in elements. A PDU without a data coding has bytes. */
function npmText(bytes: Buffer, fields: Partial<Pdu>): unknown {
  if (!('dataCoding' in fields)) return bytes;
  const { dataCoding = 0, esmClass = 0 } = fields as { dataCoding?: number; esmClass?: number };
  const hasUserDataHeader = (esmClass & 0x40) !== 0;
  const message = decodeText(bytes, dataCoding, { hasUserDataHeader }).text;
  return hasUserDataHeader ? { message, udh: [bytes.subarray(1, 1 + (bytes[0] as number))] } : { message };
}

function callbackNumber(bytes: Buffer): object {
  const [digit_mode, ton, npi] = bytes;
  return { digit_mode, ton, npi, number: bytes.toString('latin1', 3) };
}

/** A time YYMMDDhhmmsst00+ (SMPP 3.4 section 7.1.1.1). */
function absoluteDate(time: string): Date {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (time.match(/../g) ?? []).map(Number);
  return new Date(Date.UTC(2_000 + year, month - 1, day, hour, minute, second));
}

/** What npm smpp wrote of a PDU that it had read. A user data header goes back into one piece, as it wants it. */
export function rewrite(read: NpmPdu): Buffer {
  const text = read['short_message'] as { udh?: Buffer[] } | undefined;
  if (text?.udh !== undefined) {
    const elements = Buffer.concat(text.udh);
    Object.assign(text, { udh: Buffer.concat([Buffer.of(elements.length), elements]) });
  }
  return read.toBuffer();
}

/** The part of a PDU that npm smpp writes: the header alone with an error, no TLV that it has no name for. */
export function rewritten({ tlvs, ...fields }: Pdu): object {
  const { command, status, sequence } = fields;
  if (status !== 0) return { command, status, sequence };
  const { raw: _, ...named } = tlvs as Tlvs;
  const steady = Object.entries(fields).filter(([, value]) => !isRelativeTime(value));
  return { ...Object.fromEntries(steady), tlvs: named };
}
