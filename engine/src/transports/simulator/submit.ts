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
