import { BodyReader } from './bytes';

/** A submit_sm as it came. */
export interface SimulatedSubmit {
  readonly sequence: number;
  readonly source: string;
  readonly sourceTon: number;
  readonly sourceNpi: number;
  readonly destination: string;
  readonly esmClass: number;
  readonly registeredDelivery: number;
  readonly dataCoding: number;
  /** short_message, or message_payload where that is empty. */
  readonly shortMessage: Buffer;
  readonly tlvs: ReadonlyMap<number, Buffer>;
}

const messagePayload = 0x0424;
const sarTotalSegments = 0x020e;
const sarSegmentSeqnum = 0x020f;
const udhIndicator = 0x40;

/** Reads the body of a submit_sm (SMPP 3.4 section 4.4.1). */
export function readSubmit(sequence: number, body: Buffer): SimulatedSubmit {
  const reader = new BodyReader(body);
  reader.text();
  const sourceTon = reader.byte();
  const sourceNpi = reader.byte();
  const source = reader.text();
  reader.byte();
  reader.byte();
  const destination = reader.text();
  const esmClass = reader.byte();
  reader.octets(2);
  reader.text();
  reader.text();
  const registeredDelivery = reader.byte();
  reader.byte();
  const dataCoding = reader.byte();
  reader.byte();
  const short = reader.octets(reader.byte());
  const tlvs = reader.tlvs();
  const shortMessage = short.length === 0 ? (tlvs.get(messagePayload) ?? short) : short;
  return {
    sequence,
    source,
    sourceTon,
    sourceNpi,
    destination,
    esmClass,
    registeredDelivery,
    dataCoding,
    shortMessage: Buffer.from(shortMessage),
    tlvs,
  };
}

const receiptBits = 0x03;
const receipts = { always: 1, ifFailed: 2, ifDelivered: 3 } as const;

/** Whether a submit_sm asks for a receipt of this end (SMPP 3.4 section 5.2.17; `ifDelivered` is of SMPP 5.0). */
export function wantsReceipt({ registeredDelivery }: SimulatedSubmit, delivered: boolean): boolean {
  const asked = registeredDelivery & receiptBits;
  return asked === receipts.always || asked === (delivered ? receipts.ifDelivered : receipts.ifFailed);
}

/** Whether a phone can read the text once this has come: it is a text of its own, or the last part of one. */
export function endsText({ esmClass, shortMessage, tlvs }: SimulatedSubmit): boolean {
  const [total, part] =
    (esmClass & udhIndicator) === 0
      ? [tlvs.get(sarTotalSegments)?.[0], tlvs.get(sarSegmentSeqnum)?.[0]]
      : partOf(shortMessage);
  return total === undefined || part === undefined || part >= total;
}

/** Parts in all and which this is, from a user data header (3GPP TS 23.040 section 9.2.3.24). */
function partOf(userData: Buffer): readonly [total: number | undefined, part: number | undefined] {
  const end = (userData[0] ?? 0) + 1;
  for (let at = 1; at + 1 < end; at += 2 + (userData[at + 1] ?? 0)) {
    if (userData[at] === 0x00) return [userData[at + 3], userData[at + 4]];
    if (userData[at] === 0x08) return [userData[at + 4], userData[at + 5]];
  }
  return [undefined, undefined];
}
