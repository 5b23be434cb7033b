import { readPayload } from '../../../../../engine/src/transports/smpp/inbound/concatenation';
import type { InboundPdu } from '../../../../../engine/src/transports/smpp/session/sessionEvents';

const pdu = (esmClass: number, hex: string, tlvs: object = {}): InboundPdu =>
  ({ command: 'deliver_sm', esmClass, shortMessage: Buffer.from(hex.replaceAll(' ', ''), 'hex'), tlvs }) as InboundPdu;

test.each([
  ['8-bit', '05 0003 2a0302 6869', { reference: 0x2a, total: 3, part: 2 }, ''],
  ['16-bit', '06 0804 012a0302 6869', { reference: 0x12a, total: 3, part: 2 }, ''],
  ['with another element before', '08 2401 01 0003 2a0201 6869', { reference: 0x2a, total: 2, part: 1 }, '240101'],
  ['of one part', '05 0003 2a0101 6869', null, ''],
  ['of an unlawful place', '05 0003 2a0204 6869', null, ''],
  ['with another element alone', '03 2501 01 6869', null, '250101'],
])('a header %s is read', (_, hex, partOf, elements) => {
  expect(readPayload(pdu(0x40, hex))).toEqual({
    bytes: Buffer.from('hi'),
    partOf,
    elements: Buffer.from(elements, 'hex'),
  });
});

test('a broken header is taken for text', () => {
  expect(readPayload(pdu(0x40, 'ff 6869')).bytes).toEqual(Buffer.from('ff6869', 'hex'));
  expect(readPayload(pdu(0x40, '')).bytes).toHaveLength(0);
  expect(readPayload(pdu(0x40, '04 0003 2a03 6869')).partOf).toBeNull();
});

test('sar TLVs and message_payload are read', () => {
  const tlvs = { sarMsgRefNum: 7, sarTotalSegments: 2, sarSegmentSeqnum: 2, messagePayload: Buffer.from('hi') };
  expect(readPayload(pdu(0, '', tlvs))).toMatchObject({
    bytes: Buffer.from('hi'),
    partOf: { reference: 7, total: 2, part: 2 },
  });
});
