import { canonicalId, otherFormsOf, responseIdOf } from '../../../../engine/src/transports/smpp/messageId';

test.each([
  ['123', '123'],
  ['000123', '123'],
  ['0', '0'],
  ['000', '0'],
  ['', ''],
  ['00AbC', 'abc'],
  [' 12 ', '12'],
  ['a b', 'a b'],
  ['0A0B-1', 'a0b-1'],
])('the id "%s" is compared as "%s"', (id, canonical) => {
  expect(canonicalId(id)).toBe(canonical);
});

test.each([
  ['same', '00FF', 'ff'],
  ['hex', '00FF', '255'],
  ['decimal', '0255', 'ff'],
  ['decimal', '340282366920938463463374607431768211455', '340282366920938463463374607431768211455'],
  ['hex', 'not-hex', 'not-hex'],
  ['decimal', 'ff', 'ff'],
  ['decimal', '', ''],
] as const)('by the form %s the receipt’s id "%s" is the response’s "%s"', (form, receipt, response) => {
  expect(responseIdOf(receipt, form)).toBe(response);
});

test.each([
  ['12', ['c', '18']],
  ['0FF', ['255']],
  ['c', ['12']],
  ['7', []],
  ['a-1', []],
  ['', []],
])('the id "%s" may also be %j', (id, others) => {
  expect(otherFormsOf(id)).toEqual(others);
});

test.each(['12', '4d2', '1234', '16777215'])('the other forms of "%s" have it as another form', (id) => {
  expect(otherFormsOf(id).map((other) => otherFormsOf(other).includes(id))).not.toContain(false);
});
