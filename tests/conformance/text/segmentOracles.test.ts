import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import split from 'split-sms';
import { decodeParts } from '../../../engine/src/text/decodeText';
import { encodeSegments } from '../../../engine/src/text/encodeSegments';
import { planText } from '../../../engine/src/text/planText';

/** What a counter says of a text. */
interface Count {
  readonly encoding: 'gsm7' | 'ucs2';
  readonly segments: number;
}

const ours = (text: string): Count => {
  const { encoding, segments } = planText(text, { mode: 'keep' });
  return { encoding, segments };
};
const twilio = (text: string): Count => {
  const message = new SegmentedMessage(text);
  return { encoding: message.encodingName === 'GSM-7' ? 'gsm7' : 'ucs2', segments: message.segmentsCount };
};
const splitSms = (text: string): Count => {
  const { characterSet, parts } = split.split(text, { summary: true });
  return { encoding: characterSet === 'GSM' ? 'gsm7' : 'ucs2', segments: parts.length };
};
const same = (one: Count, other: Count): boolean => one.encoding === other.encoding && one.segments === other.segments;

/** Every way in which a peer counts otherwise than we do, with the proof that this is what happened. */
const explanations: Record<string, (text: string, peer: (text: string) => Count) => boolean> = {
  // é as e and an accent goes out as the one character é.
  peersDoNotNormalise: (text, peer) => text !== text.normalize('NFC') && same(ours(text), peer(text.normalize('NFC'))),
  // A flag at a border is moved to the next segment even where that makes one more; ours is cut, as the phone joins it.
  twilioPaysToKeepClusters: (text, peer) => {
    const composed = text.normalize('NFC');
    const counted = peer(composed);
    return (
      peer === twilio &&
      counted.encoding === 'ucs2' &&
      counted.segments > ours(text).segments &&
      same(ours(text), splitSms(composed)) &&
      /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{M}/u.test(composed)
    );
  },
};

const unit = (...characters: string[]): fc.Arbitrary<string> => fc.constantFrom(...characters);
const pools = [
  unit(...'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&09:;<=>?¡AZÄÖÑÜ§¿azäöñüà'),
  unit(...'\f^{}\\[~]|€', 'a', 'b', 'c', '\r\n'),
  unit(...'ąćęłńóśźżabcdefghij {}€'),
  unit('😀', '👍🏽', '🇵🇱', '👨‍👩‍👧‍👦', '❤️', '1️⃣', 'a', 'ł', ' '),
  unit('e\u0301', 'a\u0328', 'x\u0302', 'o', ' '),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
];
const borders = [0, 1, 66, 67, 68, 70, 71, 133, 134, 135, 152, 153, 154, 160, 161, 200, 201, 306, 307, 320, 460];
const lengths = fc.oneof(fc.constantFrom(...borders), fc.integer({ min: 0, max: 330 }));

/** Texts of a few units from one pool, filled up in front or behind, or made of that pool altogether. */
const texts = fc
  .tuple(fc.constantFrom(...pools), unit(...'aé ł'), lengths, fc.constantFrom('front', 'behind', 'pure'))
  .chain(([pool, filler, length, shape]) =>
    fc.array(pool, { maxLength: shape === 'pure' ? length : 30, size: 'max' }).map((units) => {
      const text = units.join('');
      const filling = shape === 'pure' ? '' : filler.repeat(Math.max(0, length - text.length));
      return shape === 'front' ? filling + text : text + filling;
    }),
  );

const COUNT = 20_000;
const generated = [...new Set(fc.sample(texts, { numRuns: 2 * COUNT, seed: 20_260_301 }))].slice(0, COUNT);

describe('segment counts beside the peers', () => {
  it.each([
    ['sms-segments-calculator', twilio, ['peersDoNotNormalise', 'twilioPaysToKeepClusters']],
    ['split-sms', splitSms, ['peersDoNotNormalise']],
  ] as const)('%s agrees on every text, or the difference has a name', (_name, peer, expected) => {
    const unexplained: string[] = [];
    const explained = new Set<string>();
    for (const text of generated) {
      if (same(ours(text), peer(text))) continue;
      const name = Object.keys(explanations).find((each) => explanations[each]?.(text, peer));
      if (name === undefined) unexplained.push(JSON.stringify({ text, ours: ours(text), peer: peer(text) }));
      else explained.add(name);
    }
    expect(unexplained).toEqual([]);
    expect([...explained].sort()).toEqual(expected);
  });

  it('split-sms finds the same room left, unless we moved a cluster to the next segment', () => {
    const clusters = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Grapheme_Extend}|\p{M}|[\u1100-\u11FF]/u;
    const composed = generated.map((text) => text.normalize('NFC'));
    const differing = composed.filter(
      (text) => planText(text, { mode: 'keep' }).charactersLeft !== split.split(text).remainingInPart,
    );
    expect(differing.filter((text) => !clusters.test(text) || ours(text).segments === 1)).toEqual([]);
  });

  it('all of them come back after encoding, splitting and joining', () => {
    for (const text of generated) {
      const plan = planText(text, { mode: 'keep' });
      const { parts, dataCoding, hasUserDataHeader } = encodeSegments(plan.text, plan.encoding, { reference: 99 });
      expect(parts.length).toBe(plan.segments);
      expect(decodeParts(parts, dataCoding, { hasUserDataHeader })).toBe(text.normalize('NFC'));
    }
  });

  it('is made of texts of every kind', () => {
    const kinds = new Set(generated.map((text) => `${ours(text).encoding}${Math.min(4, ours(text).segments)}`));
    expect([...kinds].sort()).toEqual(['gsm71', 'gsm72', 'gsm73', 'gsm74', 'ucs21', 'ucs22', 'ucs23', 'ucs24']);
    expect(generated).toHaveLength(COUNT);
  });
});
