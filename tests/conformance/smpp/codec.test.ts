import { decodePdu } from '../../../engine/src/transports/smpp/codec/decodePdu';
import { encodePdu, encodeTlvs } from '../../../engine/src/transports/smpp/codec/encodePdu';
import { createFrameReader } from '../../../engine/src/transports/smpp/codec/frameReader';
import {
  submitHead,
  submitOptions,
  submitSmBytes,
  writeSubmitSm,
} from '../../../engine/src/transports/smpp/codec/submitSm';
import { lenientVectors, malformedVectors } from './malformedVectors';
import { bytes, vectors } from './vectors';

const decode = (hex: string) => {
  const frame = bytes(hex);
  expect(frame.readUInt32BE(0)).toBe(frame.length);
  return decodePdu(frame, 0, frame.length);
};

test.each(vectors)('$name: the bytes mean the PDU', ({ hex, pdu }) => {
  expect(decode(hex)).toEqual({ ok: true, pdu });
});

test.each(vectors)('$name: the PDU is written as the bytes', ({ hex, pdu }) => {
  // TLVs may stand in any order: a PDU with several is compared by its length and by reading it back.
  const written = encodePdu(pdu);
  const expected = bytes(hex);
  if (Object.keys(pdu.tlvs).length < 2) expect(written.toString('hex')).toBe(expected.toString('hex'));
  expect(written.length).toBe(expected.length);
  expect(decodePdu(written, 0, written.length)).toEqual({ ok: true, pdu });
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
