import { adviseText } from '../../../engine/src/text/adviseText';

describe('adviseText', () => {
  const filler = 'Spotkanie w ratuszu o osmej rano, prosimy o punktualne przybycie. ';

  it('has nothing to say about a text of one segment', () => {
    expect(adviseText('Łódź 😀')).toEqual([]);
  });

  it('names the letters that cost segments, each with its word', () => {
    expect(adviseText(`${filler.repeat(2)}Łódź i Łomża.`)).toEqual([
      {
        kind: 'replace',
        replacements: [
          { character: 'Ł', word: 'Łódź', by: 'L' },
          { character: 'ó', word: 'Łódź', by: 'o' },
          { character: 'ź', word: 'Łódź', by: 'z' },
          { character: 'ż', word: 'Łomża', by: 'z' },
        ],
        segments: 1,
      },
      { kind: 'shorten', characters: 11, segments: 2 },
    ]);
  });

  it('leaves out what has no simpler form, and what nobody sees', () => {
    const [advice] = adviseText(`${filler}${filler}do zobaczenia\u200B 😀`);
    expect(advice).toMatchObject({
      replacements: [
        { character: '\u200B', word: '\u200B', by: null },
        { character: '😀', word: '😀', by: null },
      ],
    });
  });

  it('knows that brackets cost two septets', () => {
    expect(adviseText(`${'a'.repeat(157)}[b]`)).toEqual([
      {
        kind: 'replace',
        replacements: [
          { character: '[', word: '[', by: '(' },
          { character: ']', word: ']', by: ')' },
        ],
        segments: 1,
      },
      { kind: 'shorten', characters: 1, segments: 1 },
    ]);
  });

  it('says how much shorter saves a segment, where that is little', () => {
    expect(adviseText('a'.repeat(163))).toEqual([{ kind: 'shorten', characters: 3, segments: 1 }]);
    expect(adviseText('a'.repeat(190))).toEqual([]);
  });
});
