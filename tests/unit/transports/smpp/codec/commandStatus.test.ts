import { describeStatus } from '../../../../../engine/src/transports/smpp/codec/commandStatus';

test('a status is named where the specification names it, and always has its number', () => {
  expect(describeStatus(0x58)).toBe('ESME_RTHROTTLED (0x58)');
  expect(describeStatus(0x0e)).toBe('ESME_RINVPASWD (0x0e)');
  expect(describeStatus(0x500)).toBe('0x500');
});
