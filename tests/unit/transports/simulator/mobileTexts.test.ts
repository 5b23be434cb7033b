import {
  formatId,
  isChosen,
  phoneText,
  receiptDelivery,
} from '../../../../engine/src/transports/simulator/mobileTexts';

const ends = { from: '+447700900123', to: '60000' };

test('ids are written in each form', () => {
  expect(formatId(255n, 'dec')).toBe('255');
  expect(formatId(255n, 'hex')).toBe('ff');
  expect(formatId(255n, 'padded')).toBe('00000000000000000255');
  expect(formatId(255n, 'uuid')).toBe('00000000-0000-0000-0000-0000000000ff');
});

test('of n numbers about one is chosen, always the same', () => {
  const numbers = Array.from({ length: 10_000 }, (_, at) => `44770090${String(at).padStart(4, '0')}`);
  const chosen = numbers.filter((number) => isChosen(number, 50));
  expect(chosen.length).toBeGreaterThan(100);
  expect(chosen.length).toBeLessThan(300);
  expect(numbers.filter((number) => isChosen(number, 50))).toEqual(chosen);
  expect(numbers.some((number) => isChosen(number, 0))).toBe(false);
  expect(numbers.every((number) => isChosen(number, 1))).toBe(true);
});

test('a short text is one part; a long one several, of at most 140 octets or 160 septets', () => {
  expect(phoneText(ends, 'STOP')).toHaveLength(1);
  expect(phoneText(ends, 'x'.repeat(160))).toHaveLength(1);
  expect(phoneText(ends, 'x'.repeat(161))).toHaveLength(2);
  expect(phoneText(ends, 'ą'.repeat(70))).toHaveLength(1);
  expect(phoneText(ends, 'ą'.repeat(71))).toHaveLength(2);
});

test('a receipt holds no words of the text that it is about', () => {
  const { body } = receiptDelivery({ from: '447700900123', to: 'MyShop' }, '77', true, 'text');
  expect(body.toString('latin1')).toMatch(
    /id:77 sub:001 dlvrd:001 submit date:\d{10} done date:\d{10} stat:DELIVRD err:000 text:$/,
  );
});
