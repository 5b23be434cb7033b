import { ReceiptIds } from '../../../../../engine/src/transports/smpp/inbound/receiptIds';

/** Reads receipts of parts that the store knows. */
function readKnown(ids: ReceiptIds, receipts: readonly [receiptId: string, partId: string][]): void {
  for (const [receiptId, partId] of receipts) if (ids.read(receiptId).anyForm) ids.learn(receiptId, partId);
}

test('a form that was set is used, and no other counts', () => {
  const ids = new ReceiptIds('decimal');
  expect(ids.read('255')).toEqual({ partId: 'ff', anyForm: false });
  readKnown(ids, [['255', '255']]);
  ids.learn('255', '255');
  expect(ids.read('255')).toEqual({ partId: 'ff', anyForm: false });
});

test('until the form is known every form counts, where there is another', () => {
  const ids = new ReceiptIds('auto');
  expect(ids.read('0010')).toEqual({ partId: '10', anyForm: true });
  expect(ids.read('00fF')).toEqual({ partId: 'ff', anyForm: true });
  expect(ids.read('7')).toEqual({ partId: '7', anyForm: false });
  expect(ids.read('0A-1')).toEqual({ partId: 'a-1', anyForm: false });
});

test.each([
  ['as the responses do', '16', '16', '16'],
  ['in decimal digits', '16', '10', '10'],
  ['in hexadecimal digits', '10', '16', '16'],
])('three receipts that write ids %s settle it', (_, receiptId, partId, read) => {
  const ids = new ReceiptIds('auto');
  readKnown(ids, [
    [receiptId, partId],
    [receiptId, partId],
  ]);
  expect(ids.read(receiptId).anyForm).toBe(true);
  readKnown(ids, [[receiptId, partId]]);
  expect(ids.read(receiptId)).toEqual({ partId: read, anyForm: false });
});

test('a receipt that says otherwise needs ten more to outweigh it', () => {
  const ids = new ReceiptIds('auto');
  const receipts = (count: number) => Array.from({ length: count }, () => ['16', '10'] as [string, string]);
  readKnown(ids, [['16', '16'], ...receipts(12)]);
  expect(ids.read('16').anyForm).toBe(true);
  readKnown(ids, receipts(1));
  expect(ids.read('16')).toEqual({ partId: '10', anyForm: false });
});

test('it never settles without a lead, however many receipts are read', () => {
  const ids = new ReceiptIds('auto');
  for (let at = 0; at < 10_000; at++) ids.read(String(1_000_000 + at));
  expect(ids.read('16777210')).toEqual({ partId: '16777210', anyForm: true });
});
