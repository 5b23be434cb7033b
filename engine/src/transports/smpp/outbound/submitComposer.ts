import type { TransportMessage } from '../../../delivery/transport';
import type { Random } from '../../../shared/random';
import { encodeTlvs } from '../codec/encodePdu';
import { submitHead, submitOptions } from '../codec/submitSm';
import type { RawTlv, Tlvs } from '../codec/tlvs';
import type { Submittable } from '../link/submission';
import type { SmppLinkOptions } from '../smppLinkOptions';
import type { EncodedSegments, SegmentEncoder } from '../text';
import { destinationAddress, sourceAddress } from './address';
import { relativeTime } from './smppTime';

/** Turns a message into what a link sends. Throws `sender_invalid`, and what the encoder throws. */
export type SubmitComposer = (message: TransportMessage) => Submittable;

const headerFlag = 0x40;
const receiptFlags = { none: 0, final: 1, failure: 2 } as const;
// sm_length of 255 is not lawful (SMPP 3.4 section 4.4.1): beyond this the text goes into message_payload.
const longestShortMessage = 254;
const mostHeads = 256;
const empty = Buffer.alloc(0);

/** A composer with an account's options. Throws `sender_invalid` for an account sender that cannot be used. */
export function createSubmitComposer(
  options: SmppLinkOptions,
  encoder: SegmentEncoder,
  random: Random,
): SubmitComposer {
  const { sender = null, concatenation = 'udh8' } = options;
  const raw = (options.vendorTlvs ?? []).map(({ tag, value }): RawTlv => ({ tag, value: Buffer.from(value, 'hex') }));
  const common: Tlvs = raw.length === 0 ? {} : { raw };
  const commonTlvs = raw.length === 0 ? null : [encodeTlvs(common)];
  const optionBytes = submitOptions({
    protocolId: options.protocolId ?? 0,
    priority: options.priority ?? 0,
    scheduleDeliveryTime: relativeTime(options.scheduleSeconds),
    validityPeriod: relativeTime(options.validitySeconds),
    registeredDelivery: receiptFlags[options.receipts ?? 'final'],
    replaceIfPresent: options.replaceIfPresent === true ? 1 : 0,
  });
  const referenceBits = concatenation === 'udh16' || concatenation === 'sar' ? 16 : 8;
  const lastReference = 2 ** referenceBits - 1;
  let reference = Math.floor(random.fraction() * lastReference);

  const headOf = (name: string): Buffer =>
    submitHead(
      options.serviceType ?? '',
      sourceAddress(name, {
        ...(options.sourceTon === undefined ? {} : { ton: options.sourceTon }),
        ...(options.sourceNpi === undefined ? {} : { npi: options.sourceNpi }),
      }),
      options.destinationTon ?? 1,
      options.destinationNpi ?? 1,
    );
  const ownHead = headOf(sender ?? '');
  const heads = new Map<string, Buffer>();
  const headFor = (name: string | null): Buffer => {
    if (name === null || name === sender) return ownHead;
    let head = heads.get(name);
    if (head === undefined) {
      head = headOf(name);
      if (heads.size >= mostHeads) heads.clear();
      heads.set(name, head);
    }
    return head;
  };

  return (message) => {
    const head = headFor(message.sender);
    reference = reference >= lastReference ? 0 : reference + 1;
    const encoded = encoder.encodeSegments(message.text, message.encoding, { reference, referenceBits });
    const { dataCoding, parts } = encoded;
    const destination = destinationAddress(message.number);
    const form = { head, destination, options: optionBytes, dataCoding };
    if (encoded.hasUserDataHeader && concatenation === 'sar') {
      const tlvs = parts.map((_, at) =>
        encodeTlvs({ ...common, sarMsgRefNum: reference, sarTotalSegments: parts.length, sarSegmentSeqnum: at + 1 }),
      );
      return { ...form, esmClass: 0, parts: parts.map(withoutHeader), tlvs };
    }
    const whole = encoded.hasUserDataHeader && concatenation === 'payload' ? inOnePiece(encoded) : encoded;
    const [first = empty] = whole.parts;
    if (first.length > longestShortMessage) {
      const tlvs = [encodeTlvs({ ...common, messagePayload: first })];
      return { ...form, esmClass: 0, parts: [empty], tlvs };
    }
    const esmClass = whole.hasUserDataHeader ? headerFlag : 0;
    const tlvs = commonTlvs === null ? null : whole.parts.map(() => commonTlvs[0] as Buffer);
    return { head, destination, options: optionBytes, dataCoding, esmClass, parts: whole.parts, tlvs };
  };
}

function inOnePiece({ dataCoding, parts }: EncodedSegments): EncodedSegments {
  return { dataCoding, hasUserDataHeader: false, parts: [Buffer.concat(parts.map(withoutHeader))] };
}

const withoutHeader = (part: Buffer): Buffer => part.subarray(1 + (part[0] as number));
