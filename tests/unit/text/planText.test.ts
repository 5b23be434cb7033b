import { planText } from '../../../engine/src/text/planText';

const keep = { mode: 'keep' } as const;

describe('planText', () => {
  it.each([
    ['', 'gsm7', 1, 160],
    ['a'.repeat(160), 'gsm7', 1, 0],
    ['a'.repeat(161), 'gsm7', 2, 145],
    ['a'.repeat(306), 'gsm7', 2, 0],
    ['€'.repeat(80), 'gsm7', 1, 0],
    [`${'a'.repeat(152)}€${'a'.repeat(7)}`, 'gsm7', 2, 144],
    ['ł'.repeat(70), 'ucs2', 1, 0],
    ['ł'.repeat(71), 'ucs2', 2, 63],
    [`${'ł'.repeat(66)}😀${'ł'.repeat(66)}`, 'ucs2', 3, 66],
  ])('counts %j', (text, encoding, segments, charactersLeft) => {
    expect(planText(text, keep)).toMatchObject({ encoding, segments, charactersLeft });
  });

  it('counts a 16-bit reference with less room', () => {
    expect(planText('a'.repeat(305), { mode: 'keep', referenceBits: 16 }).segments).toBe(3);
    expect(planText('ł'.repeat(133), { mode: 'keep', referenceBits: 16 }).segments).toBe(3);
  });

  it('counts long texts as it counts short ones', () => {
    for (let length = 505; length < 520; length++) {
      const text = `${'ã'.repeat(2)}${'a'.repeat(length - 3)}ã`;
      expect(planText(text, { mode: 'keep', shiftLanguages: ['pt'] })).toMatchObject({ encoding: 'gsm7', segments: 4 });
      expect(planText(`é${'a'.repeat(length - 2)}ã`, keep).encoding).toBe('ucs2');
    }
  });

  it('normalises to NFC, so that a decomposed é stays in GSM 7-bit', () => {
    expect(planText('cafe\u0301', keep)).toMatchObject({ text: 'café', encoding: 'gsm7' });
  });

  it('says what forces UCS-2 and where', () => {
    expect(planText('Łódź 😀', keep).forcing).toEqual([
      { character: 'Ł', position: 0 },
      { character: 'ó', position: 1 },
      { character: 'ź', position: 3 },
      { character: '😀', position: 5 },
    ]);
  });

  it('reports what cannot be written', () => {
    expect(planText('a\uD83D', keep).unwritable).toEqual([{ character: '\uD83D', position: 1 }]);
    expect(planText('ół', { mode: 'keep', unicode: false }).unwritable).toEqual([
      { character: 'ó', position: 0 },
      { character: 'ł', position: 1 },
    ]);
  });

  it('simplifies when asked, and in auto only where it saves a segment', () => {
    expect(planText('Zażółć', { mode: 'simplify' }).text).toBe('Zazolc');
    expect(planText('Zażółć', { mode: 'auto' }).text).toBe('Zażółć');
    expect(planText('Zażółć '.repeat(12), { mode: 'auto' })).toMatchObject({ encoding: 'gsm7', segments: 1 });
  });
});
