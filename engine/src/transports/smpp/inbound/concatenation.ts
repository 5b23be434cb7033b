import type { InboundPdu } from '../session/sessionEvents';

/** Where a part belongs in its text. */
export interface PartOf {
  readonly reference: number;
  readonly total: number;
  /** From 1. */
  readonly part: number;
}

/** What a PDU carries: its text's bytes without any header. */
export interface Payload {
  readonly bytes: Buffer;
  /** Null for a text of one part. */
  readonly partOf: PartOf | null;
}

const headerFlag = 0x40;

/**
 * The text's bytes of a PDU, from short_message or message_payload, and its place among parts: from a user data header
 * (3GPP TS 23.040 sections 9.2.3.24.1 and 9.2.3.24.8) or the sar TLVs. A broken header is taken for text.
 */
export function readPayload(pdu: InboundPdu): Payload {
  const { tlvs } = pdu;
  const short = pdu.command === 'deliver_sm' ? pdu.shortMessage : Buffer.alloc(0);
  const whole = short.length === 0 ? (tlvs.messagePayload ?? short) : short;
  const headerBytes = (pdu.esmClass & headerFlag) === 0 || whole.length === 0 ? 0 : 1 + (whole[0] as number);
  if (headerBytes > 0 && headerBytes <= whole.length) {
    return { bytes: whole.subarray(headerBytes), partOf: readHeader(whole.subarray(1, headerBytes)) };
  }
  return { bytes: whole, partOf: lawful(tlvs.sarMsgRefNum, tlvs.sarTotalSegments, tlvs.sarSegmentSeqnum) };
}

function readHeader(elements: Buffer): PartOf | null {
  let at = 0;
  while (at + 2 <= elements.length) {
    const length = elements[at + 1] as number;
    const value = elements.subarray(at + 2, at + 2 + length);
    if (elements[at] === 0x00 && value.length === 3) return lawful(value[0], value[1], value[2]);
    if (elements[at] === 0x08 && value.length === 4) return lawful(value.readUInt16BE(0), value[2], value[3]);
    at += 2 + length;
  }
  return null;
}

function lawful(reference: number | undefined, total: number | undefined, part: number | undefined): PartOf | null {
  if (reference === undefined || total === undefined || part === undefined) return null;
  return total > 1 && part >= 1 && part <= total ? { reference, total, part } : null;
}
