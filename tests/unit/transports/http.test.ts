import { isPrivateAddress } from '../../../engine/src/transports/http/privateAddress';
import { createRecipientSender } from '../../../engine/src/transports/http/recipientSender';

describe('isPrivateAddress', () => {
  it.each([
    ...['127.0.0.1', '127.255.0.9', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254'],
    ...['100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '198.18.0.1', '192.0.2.1', '203.0.113.9'],
    ...['::1', '::', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8'],
    ...['64:ff9b::a00:1', '2001:db8::1', '2002:7f00:1::', '2001::1', '100::1', 'fec0::1', 'nonsense', ''],
  ])('%s is private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['8.8.8.8', '172.32.0.1', '11.0.0.1', '100.128.0.1', '1.1.1.1', '2606:4700::1111', '2a00:1450::1'])(
    '%s is public',
    (address) => {
      expect(isPrivateAddress(address)).toBe(false);
    },
  );
});

describe('createRecipientSender', () => {
  const send = (url: string) =>
    createRecipientSender({ timeoutMs: 3_000 }).send({ url, allowPrivate: false, headers: {}, body: '{}' });

  it.each([
    ...[
      'https://127.0.0.1:1/',
      'https://localhost:1/',
      'https://0x7f.1:1/',
      'https://2130706433:1/',
      'https://[::1]:1/',
    ],
    ...['https://[::ffff:127.0.0.1]:1/', 'https://169.254.169.254/latest/meta-data/', 'https://10.0.0.1/'],
  ])('sends nothing to %s', async (url) => {
    expect(await send(url)).toEqual({ problem: 'private_address' });
  });
});
