import { cString, tlv } from './bytes';
import type { IdFormat, SimulatorReceipts } from './simulatorOptions';

/** A text or receipt on its way to the client: the body of a deliver_sm (SMPP 3.4 section 4.6.1). */
export interface Delivery {
  readonly body: Buffer;
  readonly kind: 'receipt' | 'reply';
}

interface Ends {
  readonly from: string;
  readonly to: string;
}

const international = 1;
const isdn = 1;

function deliverBody({ from, to }: Ends, esmClass: number, dataCoding: number, text: Buffer, tlvs: Buffer[]): Buffer {
  const tonOf = (address: string): Uint8Array =>
    /^\d{9,}$/.test(address) ? Uint8Array.of(international, isdn) : Uint8Array.of(0, 0);
  return Buffer.concat([
    cString(''),
    tonOf(from),
    cString(from),
    tonOf(to),
    cString(to),
    Uint8Array.of(esmClass, 0, 0),
    cString(''),
    cString(''),
    Uint8Array.of(0, 0, dataCoding, 0, text.length),
    text,
    ...tlvs,
  ]);
}

const withoutPlus = (address: string): string => address.replace(/^\+/, '');

/** Bytes of one part of a text from a phone; beyond 254 bytes they go as message_payload. */
export function textDelivery(ends: Ends, esmClass: number, dataCoding: number, bytes: Buffer): Delivery {
  const { from, to } = { from: withoutPlus(ends.from), to: withoutPlus(ends.to) };
  const [short, tlvs] = bytes.length <= 254 ? [bytes, []] : [Buffer.alloc(0), [tlv(0x0424, bytes)]];
  return { body: deliverBody({ from, to }, esmClass, dataCoding, short, tlvs), kind: 'reply' };
}

let lastReference = 0;

/** A text from a phone, in as many parts as it needs: ASCII as it is, all else in UCS-2. */
export function phoneText(ends: Ends, text: string): Delivery[] {
  const plain = /^[\x20-\x5a\x61-\x7a\n\r]*$/.test(text);
  const bytes = plain ? Buffer.from(text, 'latin1') : Buffer.from(text, 'utf16le').swap16();
  const dataCoding = plain ? 0 : 8;
  const whole = plain ? 160 : 140;
  if (bytes.length <= whole) return [textDelivery(ends, 0, dataCoding, bytes)];
  const size = plain ? 153 : 134;
  const total = Math.ceil(bytes.length / size);
  lastReference = (lastReference + 1) & 0xff;
  return Array.from({ length: total }, (_, at) => {
    const header = Buffer.from([5, 0, 3, lastReference, total, at + 1]);
    const part = bytes.subarray(at * size, (at + 1) * size);
    return textDelivery(ends, 0x40, dataCoding, Buffer.concat([header, part]));
  });
}

/** An id from its number. */
export function formatId(number: bigint, format: IdFormat | 'padded'): string {
  if (format === 'hex') return number.toString(16);
  if (format === 'padded') return number.toString(10).padStart(20, '0');
  if (format === 'dec') return number.toString(10);
  const hex = number.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The receipt of a submitted part, in the words of SMPP 3.4 appendix B. */
export function receiptDelivery(
  ends: Ends,
  id: string,
  delivered: boolean,
  style: NonNullable<SimulatorReceipts['style']>,
): Delivery {
  const date = new Date().toISOString().replace(/\D/g, '').slice(2, 12);
  const [state, word, error] = delivered ? [2, 'DELIVRD', '000'] : [5, 'UNDELIV', '001'];
  const words = `id:${id} sub:001 dlvrd:${delivered ? '001' : '000'} submit date:${date} done date:${date} stat:${word} err:${error} text:`;
  const tlvs =
    style === 'text'
      ? []
      : [tlv(0x001e, cString(id)), tlv(0x0427, Uint8Array.of(state)), tlv(0x0423, Uint8Array.of(3, 0, Number(error)))];
  const text = Buffer.from(style === 'tlv' ? '' : words, 'latin1');
  return { body: deliverBody(ends, 0x04, 0, text, tlvs), kind: 'receipt' };
}

/** Whether a number is the one of `every` that does something: the same in every run (FNV-1a). */
export function isChosen(number: string, every: number): boolean {
  if (every <= 0) return false;
  let hash = 0x811c9dc5;
  for (let i = 0; i < number.length; i++) hash = Math.imul(hash ^ number.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % every === 0;
}
