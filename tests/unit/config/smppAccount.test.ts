import { generateKeyPairSync } from 'node:crypto';
import { smppAccountSchema } from '../../../engine/src/config';
import { readConfig } from '../../../engine/src/operations/readConfig';
import { encodePdu } from '../../../engine/src/transports/smpp/codec/encodePdu';
import { createTestAuthority } from '../../support/testCertificates';

const read = (raw: Record<string, unknown>) =>
  readConfig(smppAccountSchema, { host: 'smpp.example', systemId: 'shop', ...raw });

const problem = (raw: Record<string, unknown>): string => {
  try {
    read(raw);
    return '';
  } catch (thrown) {
    return (thrown as Error).message;
  }
};

test('an account that gives only what its contract says has safe defaults', () => {
  expect(read({})).toEqual({
    host: 'smpp.example',
    port: 2775,
    tls: false,
    systemId: 'shop',
    password: '',
    systemType: '',
    segmentsPerSecond: 50,
    window: 50,
    bindMode: 'transceiver',
    binds: 1,
    concatenation: 'udh8',
    shiftLanguages: [],
    whenUncertain: 'hold',
    receipts: 'final',
    receiptIds: 'auto',
    priority: 0,
    replaceIfPresent: false,
    vendorTlvs: [],
    interfaceVersion: '34',
    enquireLinkSeconds: 30,
    bindTimeoutSeconds: 10,
    responseTimeoutSeconds: 60,
  });
});

test('marks of addresses are two numbers', () => {
  expect(read({ nameTonNpi: '5/0', recipientTonNpi: ' 1 / 18 ' })).toMatchObject({
    nameTonNpi: { ton: 5, npi: 0 },
    recipientTonNpi: { ton: 1, npi: 18 },
  });
});

test('parameters of the operator’s own are read from their written form', () => {
  expect(read({ vendorTlvs: '1401=text:ABC, 0x1402=hex:0A0b, 1403=int16:7, 1404=cstring:x' }).vendorTlvs).toEqual([
    { tag: 0x1401, value: '414243' },
    { tag: 0x1402, value: '0a0b' },
    { tag: 0x1403, value: '0007' },
    { tag: 0x1404, value: '7800' },
  ]);
  expect(read({ vendorTlvs: '["1401=text:A, B"]' }).vendorTlvs).toEqual([{ tag: 0x1401, value: '412c2042' }]);
});

const wrongTlv =
  'The setting Further Parameters is wrong: it must be entries such as 1401=text:ABC, 1402=hex:0A0B or 1403=int16:7, with commas between.';

test.each([
  [{ nameTonNpi: '5' }, 'The setting TON/NPI of a Name is wrong: it must be two numbers from 0 to 18, written as 5/0.'],
  [
    { numberTonNpi: '5/19' },
    'The setting TON/NPI of a Number is wrong: it must be two numbers from 0 to 18, written as 5/0.',
  ],
  [{ systemId: 'x'.repeat(16) }, 'The setting System ID is wrong: it has more than 15 characters.'],
  [{ serviceType: 'TOOLONG' }, 'The setting Service Type is wrong: it has more than 5 characters.'],
  [{ priority: 4 }, 'The setting Priority is wrong: it must be at most 3.'],
  [{ validityHours: '0' }, 'The setting Validity Hours is wrong: it must be more than 0.'],
  [{ interfaceVersion: '3.4' }, 'The setting SMPP Version is wrong: it must be one of 33, 34, 50.'],
  [{ enquireLinkSeconds: 0 }, 'The setting Keep-Alive Seconds is wrong: it must be at least 1.'],
  [
    { routeName: 'a@b' },
    'The setting Route Name is wrong: it must be letters, digits, spaces, dots, dashes and underscores.',
  ],
  [{ vendorTlvs: 'text:ABC' }, wrongTlv],
  [{ vendorTlvs: '1401=int8:256' }, wrongTlv],
  [{ vendorTlvs: '1401=hex:0' }, wrongTlv],
  [{ vendorTlvs: '14010=text:x' }, wrongTlv],
])('%j is refused with what to change', (raw, sentence) => {
  expect(problem(raw)).toBe(sentence);
});

const beyondBytes = 'it has a character that SMPP cannot carry, such as ł or ś; use plain letters, digits and signs.';

test.each([
  [{ systemId: 'sklep-łódź' }, `The setting System ID is wrong: ${beyondBytes}`],
  [{ password: 'hasło' }, `The setting Password is wrong: ${beyondBytes}`],
  [{ password: 'pass😀' }, `The setting Password is wrong: ${beyondBytes}`],
  [{ password: 'two\0parts' }, `The setting Password is wrong: ${beyondBytes}`],
  [{ systemType: 'żółw' }, `The setting System Type is wrong: ${beyondBytes}`],
  [{ serviceType: 'ść' }, `The setting Service Type is wrong: ${beyondBytes}`],
  [{ addressRange: '^48…' }, `The setting Address Range is wrong: ${beyondBytes}`],
])('%j, which has no bytes in SMPP, is refused with what to change', (raw, sentence) => {
  expect(problem(raw)).toBe(sentence);
});

test('what Latin-1 has is sent as it is', () => {
  const given = { systemId: 'café', password: 'pä§§ÿ~!', systemType: 'É', serviceType: 'ñ', addressRange: '^48[5-8]' };
  expect(read(given)).toMatchObject(given);
  const { systemId, password, systemType } = read(given);
  const written = encodePdu({
    command: 'bind_transceiver',
    status: 0,
    sequence: 1,
    tlvs: {},
    systemId,
    password,
    systemType,
    interfaceVersion: 0x34,
    addressTon: 0,
    addressNpi: 0,
    addressRange: '',
  });
  expect(written.toString('hex', 16)).toBe('636166e900' + '70e4a7a7ff7e2100' + 'c900' + '34000000');
});

describe('TLS', () => {
  const authority = createTestAuthority();
  const mine = authority.issue('client');
  const flat = (pem: string): string => pem.replaceAll('\n', ' ').trim();
  const escaped = (pem: string): string => pem.replaceAll('\n', '\\n');

  test.each([
    ['as it is', (pem: string) => pem],
    ['on one line', flat],
    ['with \\n for line breaks', escaped],
  ])('a certificate and its key are taken %s', (_name, written) => {
    const account = read({
      tls: true,
      tlsCa: written(authority.cert),
      tlsCertificate: written(mine.cert),
      tlsKey: written(mine.key),
      tlsServerName: 'smsc.example',
    });
    expect([account.tlsCa, account.tlsCertificate, account.tlsKey].map((pem) => pem?.trim())).toEqual(
      [authority.cert, mine.cert, mine.key].map((pem) => pem.trim()),
    );
  });

  test('an encrypted key needs its passphrase', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' });
    const given = { tls: true, tlsCertificate: mine.cert, tlsKey: key };
    expect(problem(given)).toBe(
      'The setting TLS Client Key is wrong: it cannot be read; paste it whole, and check its passphrase.',
    );
    expect(problem({ ...given, tlsKeyPassphrase: 'open sesame' })).toBe(
      'The setting TLS Client Key is wrong: it is not the key of the client certificate.',
    );
  });

  const cut = authority.cert.replace(/\n.{64}\n/, '\n');
  test.each([
    ['no PEM', { tlsCa: 'ABC' }, /TLS Authority is wrong: it must be in PEM form, from -----BEGIN CERTIFICATE-----/],
    ['a key where a certificate belongs', { tlsCa: mine.key }, /TLS Authority is wrong: it must be in PEM form/],
    [
      'a certificate cut short',
      { tlsCa: cut },
      /TLS Authority is wrong: it cannot be read; paste the certificate whole/,
    ],
    ['a certificate without its key', { tlsCertificate: mine.cert }, /TLS Client Key is wrong: it is missing/],
    ['a key without its certificate', { tlsKey: mine.key }, /TLS Client Certificate is wrong: it is missing/],
  ])('%s is refused with what to change, and not repeated', (_name, raw, sentence) => {
    expect(problem({ tls: true, ...raw })).toMatch(sentence);
    expect(problem({ tls: true, ...raw })).not.toContain('MI');
  });

  test('TLS settings while TLS is off are pointed out', () => {
    expect(problem({ tlsServerName: 'smsc.example' })).toBe(
      'The setting TLS Server Name is wrong: it is of no use while TLS is off; switch TLS on.',
    );
  });
});
