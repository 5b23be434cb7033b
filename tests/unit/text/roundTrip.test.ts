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

describe('plan, encode, decode', () => {
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
