import { BodyReader } from '../../../engine/src/transports/simulator/bytes';
import { decodePdu } from '../../../engine/src/transports/smpp/codec/decodePdu';
import { encodePdu, encodeTlvs } from '../../../engine/src/transports/smpp/codec/encodePdu';
import { createFrameReader } from '../../../engine/src/transports/smpp/codec/frameReader';
import {
  submitHead,
  submitOptions,
  submitSmBytes,
  writeSubmitSm,
} from '../../../engine/src/transports/smpp/codec/submitSm';
import { tlvTable } from '../../../engine/src/transports/smpp/codec/tlvs';
import { lenientVectors, malformedVectors } from './malformedVectors';
import { tlvVectors } from './tlvVectors';
import { bytes, vectors, type Vector } from './vectors';

const decode = (hex: string) => {
  const frame = bytes(hex);
  expect(frame.readUInt32BE(0)).toBe(frame.length);
  return decodePdu(frame, 0, frame.length);
};

const allVectors = [...vectors, ...tlvVectors];

/** How many bytes its TLVs have: in the hexadecimal each is parted from the others by a space. */
function tlvBytes({ hex, pdu }: Vector): number {
  const { raw = [], ...named } = pdu.tlvs;
  const count = Object.keys(named).length + raw.length;
  const parts = hex.split(' ');
  return bytes(parts.slice(parts.length - count).join('')).length;
}

test.each(allVectors)('$name: the bytes mean the PDU', ({ hex, pdu }) => {
  expect(decode(hex)).toEqual({ ok: true, pdu });
});

test.each(allVectors)('$name: the PDU is written as the bytes', (vector) => {
  const written = encodePdu(vector.pdu);
  const expected = bytes(vector.hex);
  const tlvsAt = expected.length - tlvBytes(vector);
  expect(written.length).toBe(expected.length);
  expect(written.toString('hex', 0, tlvsAt)).toBe(expected.toString('hex', 0, tlvsAt));
  // TLVs may stand in any order, so they are compared by tag, as the simulator, which reads by itself, finds them.
  const [ours, byHand] = [written, expected].map((pdu) => new BodyReader(pdu.subarray(tlvsAt)).tlvs());
  expect(ours).toEqual(byHand);
});

test('every TLV that has a name has a vector of its own', () => {
  const single = tlvVectors.map(({ pdu }) => Object.keys(pdu.tlvs)).filter((names) => names.length === 1);
  expect(single.flat()).toEqual(expect.arrayContaining(Object.keys(tlvTable)));
});

test.each(malformedVectors)('$name is refused with its status', ({ hex, status }) => {
  const decoded = decode(hex);
  expect(decoded).toMatchObject({ ok: false, malformed: { sequence: 1, status } });
});

test.each(lenientVectors)('$name is read', ({ hex, reads }) => {
  expect(decode(hex)).toMatchObject({ ok: true, pdu: reads });
});

test('a stream cut at any byte gives the same frames', () => {
  const frames = vectors.map(({ hex }) => bytes(hex));
  const stream = Buffer.concat(frames);
  for (let cut = 0; cut <= stream.length; cut++) {
    const seen: string[] = [];
    const reader = createFrameReader((from, start, end) => {
      seen.push(from.toString('hex', start, end));
      return true;
    });
    expect(reader.push(stream.subarray(0, cut))).toBeNull();
    expect(reader.push(stream.subarray(cut))).toBeNull();
    expect(seen).toEqual(frames.map((frame) => frame.toString('hex')));
  }
});

test('a stream that comes byte by byte gives the same frames', () => {
  const frames = vectors.map(({ hex }) => bytes(hex));
  const seen: string[] = [];
  const reader = createFrameReader((from, start, end) => {
    seen.push(from.toString('hex', start, end));
    return true;
  });
  for (const byte of Buffer.concat(frames)) expect(reader.push(Buffer.from([byte]))).toBeNull();
  expect(seen).toEqual(frames.map((frame) => frame.toString('hex')));
});

test('the fast way to write a submit_sm gives the same bytes', () => {
  for (const { pdu } of vectors) {
    if (pdu.command !== 'submit_sm' || pdu.defaultMessageId !== 0) continue;
    const source = { ton: pdu.sourceTon, npi: pdu.sourceNpi, address: pdu.source };
    const form = {
      head: submitHead(pdu.serviceType, source, { ton: pdu.destinationTon, npi: pdu.destinationNpi }),
      esmClass: pdu.esmClass,
      options: submitOptions(pdu),
      dataCoding: pdu.dataCoding,
    };
    const written = Buffer.alloc(500, 0xee);
    const tlvs = encodeTlvs(pdu.tlvs);
    const end = 7 + submitSmBytes(form, pdu.destination, pdu.shortMessage.length, tlvs.length);
    writeSubmitSm(written, 7, pdu.sequence, form, pdu.destination, pdu.shortMessage, tlvs);
    expect(written.toString('hex', 7, end)).toBe(encodePdu(pdu).toString('hex'));
    expect(written.subarray(end).every((byte) => byte === 0xee)).toBe(true);
  }
  expect.hasAssertions();
});
