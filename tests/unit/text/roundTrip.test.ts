import fc from 'fast-check';
import { decodeText } from '../../../engine/src/text/decodeText';
import { encodeSegments } from '../../../engine/src/text/encodeSegments';
import { planText, type TextForm } from '../../../engine/src/text/planText';

const gsmCharacter = fc.constantFrom(...'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !09AZaz¿ÄÖÑÜ§äöñüà\f^{}\\[~]|€');
const anyText = fc.oneof(
  fc.string({ unit: gsmCharacter, maxLength: 700 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('ł', 'a', '😀', '🇵🇱', '👨‍👩‍👧‍👦', 'e\u0323', 'ğ', 'ş', 'ç', 'ã', 'Í'), maxLength: 200 }),
);
const anyForm: fc.Arbitrary<TextForm> = fc.record({
  referenceBits: fc.constantFrom(8, 16),
  shiftLanguages: fc.subarray(['tr', 'es', 'pt'] as const),
});

/** Packs septets the slow way, by writing out their bits: the header's octets, bits up to a whole septet, the septets. */
const pack = (part: Buffer, headerOctets: number): { packed: Buffer; septets: number } => {
  const bitsOf = (value: number, width: number): string =>
    [...value.toString(2).padStart(width, '0')].reverse().join('');
  const header = [...part.subarray(0, headerOctets)].map((octet) => bitsOf(octet, 8)).join('');
  const filled = header.padEnd(Math.ceil(header.length / 7) * 7, '0');
  const bits = filled + [...part.subarray(headerOctets)].map((septet) => bitsOf(septet, 7)).join('');
  const octets = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0').match(/.{8}/g) ?? [];
  return {
    packed: Buffer.from(octets.map((octet) => parseInt([...octet].reverse().join(''), 2))),
    septets: bits.length / 7,
  };
};

describe('plan, encode, decode', () => {
  it('fill at most 140 octets a segment when packed, and come back from there', () => {
    fc.assert(
      fc.property(anyText, anyForm, (text, form) => {
        const plan = planText(text, { mode: 'keep', ...form });
        fc.pre(plan.encoding === 'gsm7');
        const encoded = encodeSegments(plan.text, 'gsm7', { ...form, reference: 300 });
        const texts = encoded.parts.map((part) => {
          const { packed, septets } = pack(part, encoded.hasUserDataHeader ? 1 + (part[0] ?? 0) : 0);
          expect(packed.length).toBeLessThanOrEqual(140);
          return decodeText(packed, 0, { ...encoded, packedSeptets: septets }).text;
        });
        expect(texts.join('')).toBe(plan.text);
      }),
      { numRuns: 500 },
    );
  });

  it('agree on segments, and give the text back', () => {
    fc.assert(
      fc.property(
        anyText,
        anyForm,
        fc.constantFrom('header', 'sar'),
        fc.nat(65_535),
        (text, form, carriage, reference) => {
          const plan = planText(text, { mode: 'keep', ...form });
          fc.pre(plan.unwritable.length === 0);
          const encoded = encodeSegments(plan.text, plan.encoding, { ...form, carriage, reference });
          expect(encoded.parts).toHaveLength(plan.segments);
          const decoded = encoded.parts.map((part) => decodeText(part, encoded.dataCoding, encoded));
          expect(decoded.map((part) => part.text).join('')).toBe(text.normalize('NFC'));
          if (carriage === 'header' && plan.segments > 1) {
            expect(decoded.map((part) => part.concatenation?.part)).toEqual(decoded.map((_, index) => index + 1));
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
