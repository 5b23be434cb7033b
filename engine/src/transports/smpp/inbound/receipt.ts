import type { TransportReceipt } from '../../../delivery/transport';
import type { InboundPdu } from '../session/sessionEvents';

type ReceiptState = TransportReceipt['state'];

/** A delivery receipt as the operator wrote it: its id is not yet compared with any. */
export interface Receipt {
  readonly id: string;
  /** `underway` where the operator writes another than the standard's, since nothing is known of it then. */
  readonly state: ReceiptState;
  /** That other state; null where it is known. */
  readonly unknownState: string | null;
  readonly errorCode: string | null;
  /** Epoch milliseconds; null when it does not say. */
  readonly doneAtMs: number | null;
}

const messageTypeBits = 0x3c;
const receiptTypes: ReadonlySet<number> = new Set([0x04, 0x20]);
const acknowledgementTypes: ReadonlySet<number> = new Set([0x08, 0x10]);

// SMPP 3.4 section 5.2.28.
const stateByNumber: Readonly<Record<number, ReceiptState>> = {
  0: 'underway',
  1: 'underway',
  2: 'delivered',
  3: 'expired',
  4: 'undelivered',
  5: 'undelivered',
  6: 'underway',
  7: 'undelivered',
  8: 'rejected',
  9: 'undelivered',
};

// Words of SMPP 3.4 appendix B and those that operators write instead, by their first letters.
const stateByWord: readonly (readonly [RegExp, ReceiptState])[] = [
  [/^deliv/i, 'delivered'],
  [/^expir/i, 'expired'],
  [/^(delet|undel|unkn|fail|skip)/i, 'undelivered'],
  [/^reject/i, 'rejected'],
  [/^(accep|enrou|sched|buffer|queue|sent|pend)/i, 'underway'],
];

/**
 * Whether a PDU says by its esm_class that a phone or its user acknowledges a text (SMPP 3.4 section 5.2.12). It can be a
 * receipt, and it can bring a text of the user's own.
 */
export const isAcknowledgement = ({ esmClass }: InboundPdu): boolean =>
  acknowledgementTypes.has(esmClass & messageTypeBits);

/** Whether a PDU says by its esm_class, or by TLVs that no phone can set, that it is a receipt. */
export function isReceipt({ esmClass, tlvs }: InboundPdu): boolean {
  return receiptTypes.has(esmClass & messageTypeBits) || tlvs.receiptedMessageId !== undefined;
}

/** Whether a text has every field of a receipt, from an operator that does not set esm_class. */
export function looksLikeReceipt(text: string): boolean {
  // Field after field: one pattern for all takes the square of the time for twice the text.
  const line = /^.*/.exec(text)?.[0] ?? '';
  const afterId = restAfter(/^id:\S+ /i, line);
  const afterDate = afterId === null ? null : restAfter(/done date:\d/i, afterId);
  return afterDate !== null && / stat:[A-Z]{5,7}\b/i.test(afterDate);
}

/** What follows the first place of a pattern; null where there is none. */
function restAfter(pattern: RegExp, text: string): string | null {
  const found = pattern.exec(text);
  return found === null ? null : text.slice(found.index + found[0].length);
}

/** Whether a text has the two fields that a receipt is made of. */
export const saysReceipt = (text: string): boolean =>
  fieldOf(text, idField) !== null && fieldOf(text, stateField) !== null;

/** Reads a receipt, TLVs first, then its text; null when neither has an id or a state. */
export function readReceipt({ tlvs }: InboundPdu, text: string): Receipt | null {
  const id = tlvs.receiptedMessageId || fieldOf(text, idField);
  const state = stateOf(tlvs.messageState, text);
  if (!id || state === null) return null;
  return {
    id,
    ...state,
    errorCode: errorCodeOf(tlvs.networkErrorCode, text),
    doneAtMs: dateOf(fieldOf(text, doneField)),
  };
}

type ReadState = Pick<Receipt, 'state' | 'unknownState'>;

/** Null where neither says any. */
function stateOf(number: number | undefined, text: string): ReadState | null {
  const byNumber = number === undefined ? undefined : stateByNumber[number];
  if (byNumber !== undefined) return { state: byNumber, unknownState: null };
  const word = fieldOf(text, stateField);
  const known = word === null ? undefined : stateByWord.find(([pattern]) => pattern.test(word))?.[1];
  if (known !== undefined) return { state: known, unknownState: null };
  if (word !== null) return { state: 'underway', unknownState: plainWord.test(word) ? word.toUpperCase() : 'no word' };
  return number === undefined ? null : { state: 'underway', unknownState: `message_state ${number}` };
}

// What is logged must not be anything that a person wrote.
const plainWord = /^[a-z_-]{1,12}$/i;

/** network_error_code (SMPP 3.4 section 5.3.2.31: one byte of network type, two of code), else the text's `err`. */
function errorCodeOf(tlv: Buffer | undefined, text: string): string | null {
  const code = tlv?.length === 3 ? String(tlv.readUInt16BE(1)) : fieldOf(text, errorField);
  return code === null || /^0*$/.test(code) ? null : code;
}

const textField = (name: string): RegExp => new RegExp(`(?:^|\\s)${name}:\\s*([^\\s:]+)`, 'i');
const idField = textField('id');
const stateField = textField('stat');
const errorField = textField('err');
const doneField = textField('done[ _]?date');

const fieldOf = (text: string, field: RegExp): string | null => field.exec(text)?.[1] ?? null;

/** YYMMDDhhmm, with seconds or a four-digit year where operators add them; taken as UTC. */
function dateOf(digits: string | null): number | null {
  if (digits === null || !/^(?:20)?(?:\d\d){5,6}$/.test(digits)) return null;
  const { length } = digits;
  const from = length === 14 || (length === 12 && digits.startsWith('20')) ? 2 : 0;
  const pair = (place: number): number => Number(digits.slice(from + 2 * place, from + 2 * place + 2));
  const month = pair(1);
  return month >= 1 && month <= 12 ? Date.UTC(2_000 + pair(0), month - 1, pair(2), pair(3), pair(4), pair(5)) : null;
}
