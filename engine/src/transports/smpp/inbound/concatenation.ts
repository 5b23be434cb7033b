import type { InboundPdu } from '../session/sessionEvents';

/** Where a part belongs in its text. */
export interface PartOf {
  readonly reference: number;
  readonly total: number;
  /** From 1. */
  readonly part: number;
}

/** What a PDU carries. */
export interface Payload {
  /** The text's bytes, without their header. */
  readonly bytes: Buffer;
  /** The header's elements that say how to read the bytes (all but the place among parts); blank for none. */
  readonly elements: Buffer;
  /** Null for a text of one part. */
  readonly partOf: PartOf | null;
}

const headerFlag = 0x40;
const concatenation8 = 0x00;
const concatenation16 = 0x08;
const none = Buffer.alloc(0);

/**
 * The text of a PDU, from short_message or message_payload, and its place among parts: from a user data header
 * (3GPP TS 23.040 sections 9.2.3.24.1 and 9.2.3.24.8) or the sar TLVs. A broken header is taken for text.
 */
export function readPayload(pdu: InboundPdu): Payload {
  const { tlvs } = pdu;
  const short = pdu.command === 'deliver_sm' ? pdu.shortMessage : none;
  const whole = short.length === 0 ? (tlvs.messagePayload ?? short) : short;
  const sar = lawful(tlvs.sarMsgRefNum, tlvs.sarTotalSegments, tlvs.sarSegmentSeqnum);
  const headerBytes = (pdu.esmClass & headerFlag) === 0 || whole.length === 0 ? 0 : 1 + (whole[0] as number);
  if (headerBytes === 0 || headerBytes > whole.length) return { bytes: whole, elements: none, partOf: sar };
  const { partOf, others } = readHeader(whole.subarray(1, headerBytes));
  return { bytes: whole.subarray(headerBytes), elements: Buffer.concat(others), partOf: partOf ?? sar };
}

function readHeader(header: Buffer): { partOf: PartOf | null; others: Buffer[] } {
  const others: Buffer[] = [];
  let partOf: PartOf | null = null;
  for (let at = 0; at + 2 <= header.length;) {
    const next = at + 2 + (header[at + 1] as number);
    const value = header.subarray(at + 2, next);
    if (header[at] === concatenation8 && value.length === 3) partOf = lawful(value[0], value[1], value[2]);
    else if (header[at] === concatenation16 && value.length === 4) {
      partOf = lawful(value.readUInt16BE(0), value[2], value[3]);
    } else if (next <= header.length) others.push(header.subarray(at, next));
    at = next;
  }
  return { partOf, others };
}

function lawful(reference: number | undefined, total: number | undefined, part: number | undefined): PartOf | null {
  if (reference === undefined || total === undefined || part === undefined) return null;
  return total > 1 && part >= 1 && part <= total ? { reference, total, part } : null;
}
