import { destinationAddress, sourceAddress } from '../../../../../engine/src/transports/smpp/outbound/address';

test.each([
  ['MyShop', { ton: 5, npi: 0, address: 'MyShop' }],
  ['My Shop 24', { ton: 5, npi: 0, address: 'My Shop 24' }],
  ['60000', { ton: 3, npi: 0, address: '60000' }],
  ['12345678', { ton: 3, npi: 0, address: '12345678' }],
  ['+447700900123', { ton: 1, npi: 1, address: '447700900123' }],
  ['447700900123', { ton: 1, npi: 1, address: '447700900123' }],
  ['07700900123', { ton: 2, npi: 1, address: '07700900123' }],
  ['', { ton: 0, npi: 0, address: '' }],
])('the sender "%s" has its type by its shape', (sender, address) => {
  expect(sourceAddress(sender)).toEqual(address);
});

test('the route’s own values come first', () => {
  const marks = { name: { ton: 0, npi: 9 }, shortCode: { ton: 6, npi: 1 }, number: { ton: 4, npi: 2 } };
  expect(sourceAddress('MyShop', marks)).toEqual({ ton: 0, npi: 9, address: 'MyShop' });
  expect(sourceAddress('60000', marks)).toEqual({ ton: 6, npi: 1, address: '60000' });
  expect(sourceAddress('+447700900123', marks)).toEqual({ ton: 4, npi: 2, address: '447700900123' });
  expect(sourceAddress('60000', { name: { ton: 0, npi: 9 } })).toEqual({ ton: 3, npi: 0, address: '60000' });
  expect(sourceAddress('', marks)).toEqual({ ton: 0, npi: 0, address: '' });
});

test.each([
  ['TwelveLetter', 'at most 11'],
  ['Café', 'characters that a sender cannot have'],
  ['Żabka', 'characters that a sender cannot have'],
  ['٤٤٧٧٠٠', 'characters that a sender cannot have'],
  ['60000\n', 'characters that a sender cannot have'],
  ['tab\there', 'characters that a sender cannot have'],
  ['+123456789012345678901', 'at most 20 digits'],
])('the sender "%s" cannot be used', (sender, problem) => {
  expect(() => sourceAddress(sender)).toThrow(expect.objectContaining({ code: 'sender_invalid' }));
  expect(() => sourceAddress(sender)).toThrow(problem);
});

test('a destination goes without its plus', () => {
  expect(destinationAddress('+447700900123')).toBe('447700900123');
});
