import { decodeText } from '../../../engine/src/text/decodeText';
import { encodeSegments } from '../../../engine/src/text/encodeSegments';
import { gsmAlphabet } from '../../../engine/src/text/gsmAlphabet';
import type { ShiftLanguage } from '../../../engine/src/text/nationalTables';
import { planText } from '../../../engine/src/text/planText';

/** Septets of characters, as 3GPP TS 23.038 prints them: basic, or after ESC. */
const published: [ShiftLanguage | null, 'basic' | 'escaped', string, number[]][] = [
  [
    null,
    'basic',
    '@£$¥èΔΞÆÉ¤¡Ä§¿äà',
    [0, 1, 2, 3, 4, 0x10, 0x1a, 0x1c, 0x1f, 0x24, 0x40, 0x5b, 0x5f, 0x60, 0x7b, 0x7f],
  ],
  [null, 'escaped', '\f^{}\\[~]|€', [0x0a, 0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65]],
  ['tr', 'basic', '€ıĞğŞşİç', [0x04, 0x07, 0x0b, 0x0c, 0x1c, 0x1d, 0x40, 0x60]],
  ['tr', 'escaped', 'ĞİŞç€ğış', [0x47, 0x49, 0x53, 0x63, 0x65, 0x67, 0x69, 0x73]],
  ['es', 'escaped', 'çÁÍÓÚá€íóú', [0x09, 0x41, 0x49, 0x4f, 0x55, 0x61, 0x65, 0x69, 0x6f, 0x75]],
  [
    'pt',
    'basic',
    'êçÔôÁáªÀ∞^\\€Ó|ÂâÊºÍÃÕ~ãõ`',
    [
      0x04, 0x09, 0x0b, 0x0c, 0x0e, 0x0f, 0x12, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1c, 0x1d, 0x1e, 0x24, 0x40,
      0x5b, 0x5c, 0x60, 0x7b, 0x7c, 0x7d,
    ],
  ],
  [
    'pt',
    'escaped',
    'êçÔôÁáΦΓΩΠΨΣΘÊÀÍÓÚÃÕÂ€íóúãõâ',
    [
      0x05, 0x09, 0x0b, 0x0c, 0x0e, 0x0f, 0x12, 0x13, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1f, 0x41, 0x49, 0x4f, 0x55, 0x5b,
      0x5c, 0x61, 0x65, 0x69, 0x6f, 0x75, 0x7b, 0x7c, 0x7f,
    ],
  ],
];

describe('the GSM alphabets', () => {
  it.each(published)('%s, %s table, is as published', (language, table, characters, septets) => {
    const alphabet = table === 'basic' ? gsmAlphabet(language, null) : gsmAlphabet(null, language);
    const found = septets.map((septet) => (table === 'basic' ? alphabet.characters : alphabet.extension)[septet]);
    expect(found.join('')).toBe(characters);
  });

  it.each([null, 'tr', 'pt'] as const)('%s has 128 places, no character twice', (language) => {
    const { characters } = gsmAlphabet(language, null);
    expect(characters).toHaveLength(128);
    expect(new Set(characters).size).toBe(128);
  });

  it.each(['tr', 'es', 'pt'] as const)('every character of %s goes out and comes back', (language) => {
    for (const alphabet of [
      gsmAlphabet(language, null),
      gsmAlphabet(null, language),
      gsmAlphabet(language, language),
    ]) {
      const written = [...alphabet.characters, ...Object.values(alphabet.extension)].filter(
        (each) => each !== '\u001B',
      );
      for (const character of written) {
        const plan = planText(character, { mode: 'keep', shiftLanguages: [language] });
        expect(plan).toMatchObject({ encoding: 'gsm7', segments: 1 });
        const { parts, dataCoding, hasUserDataHeader } = encodeSegments(character, 'gsm7', {
          reference: 0,
          shiftLanguages: [language],
        });
        expect(decodeText(parts[0] as Buffer, dataCoding, { hasUserDataHeader }).text).toBe(character);
      }
    }
  });

  it('does not know ESC as a character', () => {
    expect(planText('\u001B', { mode: 'keep' }).encoding).toBe('ucs2');
  });
});
