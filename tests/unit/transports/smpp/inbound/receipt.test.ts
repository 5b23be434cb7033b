import {
  isAcknowledgement,
  isReceipt,
  looksLikeReceipt,
  readReceipt,
} from '../../../../../engine/src/transports/smpp/inbound/receipt';
import { delivery } from './delivery';

const usual = 'id:1a2B sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:DELIVRD err:000 text:Hello';

test.each([
  ['the usual one', usual, 'delivered', null],
  [
    'without sub and dlvrd',
    'id:1a2B submit date:2611231200 done date:2611231201 stat:UNDELIV err:069',
    'undelivered',
    '069',
  ],
  ['in another order and case', 'ID:1a2B STAT:expired ERR:abc done_date:2611231201', 'expired', 'abc'],
  ['with a space after the colons', 'id: 1a2B stat: REJECTD err: 5 done date: 2611231201', 'rejected', '5'],
  ['with its id and state only', 'id:1a2B stat:ENROUTE', 'underway', null],
  ['deleted', 'id:1a2B stat:DELETED', 'undelivered', null],
  ['accepted', 'id:1a2B stat:ACCEPTD', 'underway', null],
])('%s is read', (_, text, state, errorCode) => {
  expect(readReceipt(delivery(), text)).toMatchObject({ id: '1a2B', state, errorCode });
});

test.each([
  ['2611231201', Date.UTC(2026, 10, 23, 12, 1)],
  ['261123120159', Date.UTC(2026, 10, 23, 12, 1, 59)],
  ['20261123120159', Date.UTC(2026, 10, 23, 12, 1, 59)],
  ['2699991201', null],
  ['yesterday', null],
])('the date %s is read as %p', (date, atMs) => {
  expect(readReceipt(delivery(), `id:1 done date:${date} stat:DELIVRD`)?.doneAtMs).toBe(atMs);
});

test('TLVs come before the text', () => {
  const tlvs = { receiptedMessageId: 'ff', messageState: 5, networkErrorCode: Buffer.from([3, 1, 0]) };
  expect(readReceipt(delivery({ tlvs }), usual)).toMatchObject({ id: 'ff', state: 'undelivered', errorCode: '256' });
});

test.each([
  [0, 'underway'],
  [1, 'underway'],
  [2, 'delivered'],
  [3, 'expired'],
  [4, 'undelivered'],
  [5, 'undelivered'],
  [6, 'underway'],
  [7, 'undelivered'],
  [8, 'rejected'],
])('message_state %i is %s', (messageState, state) => {
  expect(readReceipt(delivery({ tlvs: { receiptedMessageId: '1', messageState } }), '')?.state).toBe(state);
});

test.each([
  ['id:1 stat:Whatever', {}, 'WHATEVER'],
  ['id:1 stat:Ann-Lee+447700900123', {}, 'no word'],
  ['id:1', { messageState: 17 }, 'message_state 17'],
  ['id:1 stat:DELIVRD', { messageState: 17 }, null],
])('"%s" with %j has the state that nobody knows %p', (text, tlvs, unknownState) => {
  const state = unknownState === null ? 'delivered' : 'underway';
  expect(readReceipt(delivery({ tlvs }), text)).toMatchObject({ id: '1', state, unknownState });
});

test.each(['', 'stat:DELIVRD', 'id:1', 'Hello'])('"%s" is no receipt that can be read', (text) => {
  expect(readReceipt(delivery(), text)).toBeNull();
});

test('what is a receipt is told by esm_class or by a TLV, not by what a phone can write', () => {
  expect(isReceipt(delivery())).toBe(true);
  expect(isReceipt(delivery({ esmClass: 0x20 }))).toBe(true);
  expect([0x08, 0x10].map((esmClass) => isAcknowledgement(delivery({ esmClass })))).toEqual([true, true]);
  expect([0, 0x04, 0x20, 0x40].some((esmClass) => isAcknowledgement(delivery({ esmClass })))).toBe(false);
  expect(isReceipt(delivery({ esmClass: 0 }))).toBe(false);
  expect(isReceipt(delivery({ esmClass: 0x40 }))).toBe(false);
  expect(isReceipt(delivery({ esmClass: 0, tlvs: { receiptedMessageId: '1' } }))).toBe(true);
  expect(looksLikeReceipt(usual)).toBe(true);
  expect(looksLikeReceipt('id: call me about your stat:')).toBe(false);
  expect(looksLikeReceipt('STOP')).toBe(false);
});

const hostile: readonly (readonly [string, (length: number) => string])[] = [
  ['one long date', (length) => `id:1 done date:${'1'.repeat(length)} stat:`],
  ['many dates', (length) => `id:1 ${'done date:1 '.repeat(length / 12)}stat:DEL`],
  ['a long id', (length) => `id:${'x'.repeat(length)}`],
  ['many blanks', (length) => `id:1 done date:1${' '.repeat(length)}stat:`],
];

/** The shortest of some runs, in ms. */
function costOf(text: string): number {
  const runs = Array.from({ length: 5 }, () => {
    const fromMs = performance.now();
    looksLikeReceipt(text);
    return performance.now() - fromMs;
  });
  return Math.min(...runs);
}

test.each(hostile)('a text as long as message_payload may be is no receipt, and no work to tell: %s', (_, make) => {
  expect(looksLikeReceipt(make(60_000))).toBe(false);
  // By the square of the length it would cost 256 times as much.
  expect(costOf(make(60_000)) / costOf(make(3_750))).toBeLessThan(100);
});

test('a receipt is known as one, however much stands between its fields, on its first line', () => {
  expect(looksLikeReceipt(`id:1 ${'done date:1 '.repeat(5_000)}stat:DELIVRD`)).toBe(true);
  expect(looksLikeReceipt('id:1 done date:2611231201\nstat:DELIVRD')).toBe(false);
  expect(looksLikeReceipt('id:1done date:2611231201 stat:DELIVRD')).toBe(false);
});
