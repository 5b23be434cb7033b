import { encodeSegments } from '../../../engine/src/text/encodeSegments';
import { writePlainSeptets } from '../../../engine/src/text/plainSeptets';

const carriage = { reference: 0, referenceBits: 8, carriage: 'header' } as const;

/** The text's octets as the whole encoder writes them. */
const expected = (text: string): Buffer => encodeSegments(text, 'gsm7', carriage).parts[0] as Buffer;

/** The octets written at `at` of a buffer that begins anywhere in memory; null where the text is not plain. */
function written(text: string, at: number): Buffer | null {
  const memory = Buffer.alloc(at + text.length * 4 + 8);
  const bytes = memory.subarray(at % 4);
  const count = writePlainSeptets(text, bytes, at);
  return count === -1 ? null : bytes.subarray(at, at + count);
}

/** Each takes one septet in the default alphabet. */
const oneSeptet = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).filter((character) =>
  /[\n\r @$_!-#%-?A-Za-z]/.test(character),
);
const places = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

test('each ASCII character is written as it should be, wherever it stands', () => {
  for (const character of oneSeptet) {
    for (const place of places) {
      const text = `${'a'.repeat(place)}${character}${'Z'.repeat(10 - place)}`;
      for (const at of [0, 1, 2, 3]) expect(written(text, at)).toEqual(expected(text));
    }
  }
});

test('a text with any other character is not plain', () => {
  const others = Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code)).filter(
    (character) => !oneSeptet.includes(character),
  );
  for (const character of [...others, '€', 'Ω', '😀']) {
    for (const place of places) {
      const text = `${'a'.repeat(place)}${character}${'Z'.repeat(10 - place)}`;
      expect({ character, place, octets: written(text, place) }).toEqual({ character, place, octets: null });
    }
  }
});

test.each([0, 1, 2, 3, 4, 5, 7, 8, 9])('texts of %d characters', (length) => {
  for (const character of ['x', '@']) {
    const text = character.repeat(length);
    for (const at of [0, 1, 2, 3, 5])
      expect(written(text, at)).toEqual(length === 0 ? Buffer.alloc(0) : expected(text));
  }
});
