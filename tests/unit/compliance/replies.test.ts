import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classifyReply, type ReplyClass } from '../../../engine/src/compliance/replies';

interface LabelledReply {
  readonly text: string;
  readonly language: string;
  readonly class: ReplyClass;
}

const folder = join(__dirname, '../../fixtures/replies');
const corpus: LabelledReply[] = readdirSync(folder).flatMap((file) =>
  readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LabelledReply),
);
const optOuts = corpus.filter((reply) => reply.class === 'stop');
/** Every third, for the changed texts. */
const sample = <T>(replies: readonly T[]): T[] => replies.filter((_, at) => at % 3 === 0);
const others = corpus.filter((reply) => reply.class !== 'stop' && reply.class !== 'unclear');

/** Share of replies that are read as STOP once `change` was done to their text. */
function shareOfStops(
  replies: readonly LabelledReply[],
  change: (text: string) => string,
  withLanguage = true,
): number {
  const stops = replies.filter(
    ({ text, language }) => classifyReply(change(text), withLanguage ? { language } : {}).class === 'stop',
  );
  return stops.length / replies.length;
}

const asWritten = (text: string): string => text;
const withoutDiacritics = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ł/g, 'l').replace(/Ł/g, 'L');

/** Seeded, so that a run can be repeated. */
function createTypist(seed: number): (text: string) => string {
  let state = seed;
  const below = (limit: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
  return (text) => {
    const words = [...text.matchAll(/\p{L}{5,}/gu)];
    const match = words[below(words.length)];
    if (match === undefined) return text;
    const [word] = match;
    const at = below(word.length - 1);
    const letter = word.charAt(below(word.length));
    const typos = [
      word.slice(0, at) + word.slice(at + 1),
      word.slice(0, at) + letter + word.slice(at + 1),
      word.slice(0, at) + letter + word.slice(at),
      word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
    ];
    return text.slice(0, match.index) + typos[below(4)] + text.slice(match.index + word.length);
  };
}

describe('classifyReply on the labelled corpus', () => {
  it('has enough of every language and kind', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(600);
    expect(new Set(corpus.map((reply) => reply.language))).toEqual(
      new Set(['pl', 'en', 'de', 'fr', 'es', 'it', 'cs', 'sk', 'uk']),
    );
    expect(optOuts.length).toBeGreaterThan(300);
    expect(others.length).toBeGreaterThan(300);
  });

  it.each<[string, boolean, (text: string) => string, number, number]>([
    ['as written', true, asWritten, 0.99, 0.03],
    ['as written, language unknown', false, asWritten, 0.99, 0.03],
    ['without diacritics', true, withoutDiacritics, 0.99, 0.03],
    ['in capitals', true, (text) => text.toUpperCase(), 0.99, 0.03],
    ['without punctuation', true, (text) => text.replace(/[.,!?;:]/g, ''), 0.98, 0.03],
    ['with an emoji', true, (text) => `${text} 🙏`, 0.99, 0.03],
    ['with one typo', true, createTypist(1), 0.93, 0.03],
  ])('%s', (name, withLanguage, change, minRecall, maxFalse) => {
    const isChanged = change !== asWritten;
    const recall = shareOfStops(isChanged ? sample(optOuts) : optOuts, change, withLanguage);
    const falseStops = shareOfStops(isChanged ? sample(others) : others, change, withLanguage);
    process.stdout.write(
      `replies ${name}: recall of opt-outs ${(recall * 100).toFixed(2)} %, false stops ${(falseStops * 100).toFixed(2)} %\n`,
    );
    expect(recall).toBeGreaterThanOrEqual(minRecall);
    expect(falseStops).toBeLessThanOrEqual(maxFalse);
  });

  it('reads START, HELP and the unclear as such, but for a few', () => {
    for (const kind of ['start', 'help', 'unclear'] as const) {
      const labelled = corpus.filter((reply) => reply.class === kind);
      const right = labelled.filter(({ text, language }) => classifyReply(text, { language }).class === kind);
      expect([kind, right.length / labelled.length >= 0.9]).toEqual([kind, true]);
    }
  });
});

describe('classifyReply', () => {
  const classOf = (text: string, language?: string): ReplyClass => classifyReply(text, { language }).class;

  it.each(['', '   ', '...', '👍', '12345', '?!', '\u0000', '\ufffd', 'ß', '٣'])('reads %j as a reply', (text) => {
    expect(classOf(text)).toBe('reply');
  });

  it.each(['STOP', 'stop.', 'S T O P', 's.t.o.p', 'SТOP', 'st0p', 'ＳＴＯＰ', 'stooop', '🛑', 'Stop\u200b', '¡STOP!'])(
    'reads %j as STOP however it is spelt',
    (text) => {
      expect(classOf(text)).toBe('stop');
    },
  );

  it('settles a word by the person’s language', () => {
    expect(classOf('Fine', 'it')).toBe('stop');
    expect(classOf('Fine', 'en')).toBe('reply');
    expect(classOf('Fine')).toBe('reply');
    expect(classOf('Stój', 'pl-PL')).toBe('stop');
  });

  it('names the language that decided', () => {
    expect(classifyReply('nie piszcie', { language: 'de' })).toEqual({
      class: 'stop',
      language: 'pl',
      scope: 'marketing',
      keyword: null,
    });
  });

  it('names no language for a word of several', () => {
    expect(classifyReply('STOP').language).toBeNull();
    expect(classifyReply('STOP', { language: 'sk' }).language).toBe('sk');
  });

  it.each([
    'STOPALL',
    'stop all',
    'Stop all texts!',
    'STOP WSZYSTKO',
    'stop alles',
    'stop tout',
    'STOP TODO',
    'стоп все',
  ])('reads %j as a STOP to all texts', (text) => {
    expect(classifyReply(text)).toMatchObject({ class: 'stop', scope: 'all' });
  });

  it.each(['STOP', 'stop all this nonsense', 'no more offers', 'nie chcę reklam', 'Stop alla pubblicità'])(
    'reads %j as a STOP to offers',
    (text) => {
      expect(classifyReply(text)).toMatchObject({ class: 'stop', scope: 'marketing' });
    },
  );

  it('finds the keywords of campaigns, but never lets one hide a STOP', () => {
    const keywords = ['RABAT', 'stop'];
    expect(classifyReply('rabat 20', { keywords })).toMatchObject({
      class: 'keyword',
      language: null,
      keyword: 'RABAT',
    });
    expect(classifyReply('STOP', { keywords }).class).toBe('stop');
    expect(classifyReply('mam pytanie o rabat', { keywords }).class).toBe('reply');
  });

  it('ends soon on hostile text', () => {
    expect(classOf('nie '.repeat(5_000))).toBe('reply');
    expect(classOf('a'.repeat(20_000))).toBe('reply');
    expect(classOf('stop, '.repeat(2_000))).toBe('stop');
    // Each of these is written out as eighteen letters: the STOP stands where nothing is read any more.
    expect(classOf(`${'\ufdfa'.repeat(500)}. Unsubscribe.`)).toBe('reply');
  });
});
