import type { TransportMessage } from '../../../delivery/transport';
import type { Random } from '../../../shared/random';
import { encodeTlvs } from '../codec/encodePdu';
import { submitHead, submitOptions, type SubmitForm } from '../codec/submitSm';
import type { RawTlv, Tlvs } from '../codec/tlvs';
import type { EncodedParts, Submittable } from '../link/submission';
import type { SmppLinkOptions } from '../smppLinkOptions';
import type { SegmentEncoder } from '../text';
import { destinationAddress, sourceAddress, type TonNpi } from './address';
import { ComposedMessage } from './composedMessage';
import { relativeTime } from './smppTime';

/** Turns a message into what a link sends. Throws `sender_invalid`, and what the encoder throws. */
export type SubmitComposer = (message: TransportMessage) => Submittable;

const headerFlag = 0x40;
const receiptFlags = { none: 0, final: 1, failure: 2 } as const;
// sm_length of 255 is not lawful (SMPP 3.4 section 4.4.1).
const longestShortMessage = 254;
const mostForms = 256;
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

  const formOf = (name: string): SubmitForm => {
    const source = sourceAddress(name, options.senderMarks);
    const head = submitHead(options.serviceType ?? '', source, options.recipientMarks ?? international);
    return { head, esmClass: 0, options: optionBytes, dataCoding: 0 };
  };
  const ownForm = formOf(sender ?? '');
  const forms = new Map<string, SubmitForm>();
  /** The form of a plain text, by its sender. */
  const formFor = (name: string | null): SubmitForm => {
    if (name === null || name === sender) return ownForm;
    let form = forms.get(name);
    if (form === undefined) {
      form = formOf(name);
      if (forms.size >= mostForms) forms.clear();
      forms.set(name, form);
    }
    return form;
  };

  const encode = (message: TransportMessage): EncodedParts => {
    reference = reference >= lastReference ? 0 : reference + 1;
    const { dataCoding, hasUserDataHeader, parts } = encoder.encodeSegments(message.text, message.encoding, {
      reference,
      referenceBits,
      carriage,
    });
    const esmClass = hasUserDataHeader ? headerFlag : 0;
    // The operator divides message_payload only: short_message, which could hold more, is for what one segment holds.
    const isPayload =
      carriage === 'payload' && (message.segments > 1 || (parts[0] ?? empty).length > longestShortMessage);
    return {
      form: { ...formFor(message.sender), esmClass, dataCoding },
      parts: isPayload ? [empty] : parts,
      tlvs: isPayload ? payloadTlvs(parts) : tlvsOf(parts.length),
    };
  };

  return (message) => {
    const form = formFor(message.sender);
    const mayBePlain = message.segments === 1 && message.encoding === 'gsm7' && commonTlvs.length === 0;
    return new ComposedMessage(message, destinationAddress(message.number), mayBePlain ? form : null, encode);
  };
}
