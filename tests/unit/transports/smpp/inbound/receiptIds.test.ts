import { ReceiptIds } from '../../../../../engine/src/transports/smpp/inbound/receiptIds';
import type { Receipt } from '../../../../../engine/src/transports/smpp/inbound/receipt';

const receipt = (id: string): Receipt => ({ id, state: 'delivered', errorCode: null, doneAtMs: null });

function learn(setting: ConstructorParameters<typeof ReceiptIds>[0] = 'auto'): { ids: ReceiptIds; again: string[] } {
  const again: string[] = [];
  const ids: ReceiptIds = new ReceiptIds(setting, (receipts) =>
    again.push(...receipts.map((each) => ids.partIdOf(each))),
  );
  return { ids, again };
}

const give = (ids: ReceiptIds, ...given: string[]): void => given.forEach((id) => ids.given(id));

test('a form that was set is used, and nothing is learned', () => {
  const { ids } = learn('decimal');
  expect(ids.learning).toBe(false);
  expect(ids.partIdOf(receipt('255'))).toBe('ff');
});

test('receipts that write the same ids settle it', () => {
  const { ids } = learn();
  give(ids, '9a1', '9a2', '9a3');
  for (const id of ['9A1', '09a2', '9a3']) ids.partIdOf(receipt(id));
  expect(ids.learning).toBe(false);
});

test('decimal receipts of hexadecimal ids settle it, and earlier ones are told again', () => {
  const { ids, again } = learn();
  expect(ids.partIdOf(receipt('4096'))).toBe('4096');
  give(ids, 'fffffa', 'fffffb', 'fffffc');
  const told = [0xfffffa, 0xfffffb, 0xfffffc].map((id) => ids.partIdOf(receipt(String(id))));
  expect(told).toEqual(['fffffa', 'fffffb', 'fffffc']);
  expect(again).toEqual(['1000']);
});

test('receipts before their responses teach as well', () => {
  const { ids, again } = learn();
  for (const id of [0xfffffa, 0xfffffb, 0xfffffc]) ids.partIdOf(receipt(String(id)));
  expect(again).toEqual([]);
  give(ids, 'fffffa', 'fffffb', 'fffffc');
  expect(ids.learning).toBe(false);
  expect(again).toEqual(['fffffa', 'fffffb', 'fffffc']);
});

test('ids that fit two forms by accident do not decide', () => {
  const { ids } = learn();
  give(ids, '16', '10', '17', '11', '18', '12');
  for (const id of ['16', '17', '18']) ids.partIdOf(receipt(id));
  expect(ids.learning).toBe(true);
});

test('it gives up after a while', () => {
  const { ids } = learn();
  for (let at = 0; at < 2_000; at++) ids.partIdOf(receipt(`x${at}`));
  expect(ids.learning).toBe(false);
});
