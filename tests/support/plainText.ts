import type { SegmentEncoder, TextDecoder } from '../../engine/src/transports/smpp/text';

/** A text layer for transport tests: ASCII as one septet an octet, or UCS-2; user data headers with 8 or 16 bits. */
export const plainText: SegmentEncoder & TextDecoder = {
  encodeSegments(text, encoding, { reference, referenceBits }) {
    const ucs2 = encoding === 'ucs2';
    const bytes = ucs2 ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, 'latin1');
    const dataCoding = ucs2 ? 8 : 0;
    const whole = ucs2 ? 140 : 160;
    if (bytes.length <= whole) return { dataCoding, hasUserDataHeader: false, parts: [bytes] };
    const wide = referenceBits === 16;
    const size = ucs2 ? (wide ? 132 : 134) : wide ? 152 : 153;
    const total = Math.ceil(bytes.length / size);
    const parts = Array.from({ length: total }, (_, at) => {
      const header = wide
        ? [6, 8, 4, reference >> 8, reference & 0xff, total, at + 1]
        : [5, 0, 3, reference & 0xff, total, at + 1];
      return Buffer.concat([Buffer.from(header), bytes.subarray(at * size, (at + 1) * size)]);
    });
    return { dataCoding, hasUserDataHeader: true, parts };
  },
  decodeText(bytes, dataCoding) {
    return { text: dataCoding === 8 ? Buffer.from(bytes).swap16().toString('utf16le') : bytes.toString('latin1') };
  },
};
