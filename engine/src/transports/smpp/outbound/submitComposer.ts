import type { TransportMessage } from '../../../delivery/transport';
import type { Random } from '../../../shared/random';
import { encodeTlvs } from '../codec/encodePdu';
import { submitHead, submitOptions } from '../codec/submitSm';
import type { RawTlv, Tlvs } from '../codec/tlvs';
import type { Submittable } from '../link/submission';
import type { SmppLinkOptions } from '../smppLinkOptions';
import type { SegmentEncoder } from '../text';
import { destinationAddress, sourceAddress, type TonNpi } from './address';
import { relativeTime } from './smppTime';

/** Turns a message into what a link sends. Throws `sender_invalid`, and what the encoder throws. */
export type SubmitComposer = (message: TransportMessage) => Submittable;

const headerFlag = 0x40;
const receiptFlags = { none: 0, final: 1, failure: 2 } as const;
// sm_length of 255 is not lawful (SMPP 3.4 section 4.4.1): beyond this the text goes into message_payload.
const longestShortMessage = 254;
const mostHeads = 256;
const international: TonNpi = { ton: 1, npi: 1 };
const empty = Buffer.alloc(0);

/** A composer with an account's options. Throws `sender_invalid` for an account sender that cannot be used. */
export function createSubmitComposer(
  options: SmppLinkOptions,
  encoder: SegmentEncoder,
  random: Random,
): SubmitComposer {
  const { sender = null } = options;
  // SMPP 3.3 has no TLVs.
  const concatenation = options.interfaceVersion === 0x33 ? 'udh8' : (options.concatenation ?? 'udh8');
  const carriage = concatenation === 'sar' || concatenation === 'payload' ? concatenation : 'header';
  const vendorTlvs = options.interfaceVersion === 0x33 ? [] : (options.vendorTlvs ?? []);
  const raw = vendorTlvs.map(({ tag, value }): RawTlv => ({ tag, value: Buffer.from(value, 'hex') }));
  const common: Tlvs = raw.length === 0 ? {} : { raw };
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

  const sarTlvs = (total: number): Buffer[] =>
    Array.from({ length: total }, (_, at) =>
      encodeTlvs({ ...common, sarMsgRefNum: reference, sarTotalSegments: total, sarSegmentSeqnum: at + 1 }),
    );
  const commonTlvs = encodeTlvs(common);
  const payloadTlvs = ([messagePayload = empty]: readonly Buffer[]): Buffer[] => [
    encodeTlvs({ ...common, messagePayload }),
  ];
  const tlvsOf = (total: number): Buffer[] | null => {
    if (carriage === 'sar' && total > 1) return sarTlvs(total);
    return commonTlvs.length === 0 ? null : new Array<Buffer>(total).fill(commonTlvs);
  };

  const headOf = (name: string): Buffer =>
    submitHead(
      options.serviceType ?? '',
      sourceAddress(name, options.senderMarks),
      options.recipientMarks ?? international,
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
    const destination = destinationAddress(message.number);
    reference = reference >= lastReference ? 0 : reference + 1;
    const { dataCoding, hasUserDataHeader, parts } = encoder.encodeSegments(message.text, message.encoding, {
      reference,
      referenceBits,
      carriage,
    });
    const esmClass = hasUserDataHeader ? headerFlag : 0;
    const isPayload = (parts[0] ?? empty).length > longestShortMessage;
    return {
      id: message.id,
      head,
      destination,
      options: optionBytes,
      dataCoding,
      esmClass,
      parts: isPayload ? [empty] : parts,
      tlvs: isPayload ? payloadTlvs(parts) : tlvsOf(parts.length),
    };
  };
}
