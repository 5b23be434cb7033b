import { foldLetters } from './foldText';

/** A reply cut into clauses of folded words. A comma within a clause stands as a word of its own. */
export interface ReplyText {
  readonly clauses: readonly (readonly string[])[];
  /** All words of all clauses, without commas. */
  readonly words: readonly string[];
  /** The words as they were written. */
  readonly writtenWords: readonly string[];
  /** Whether a sign such as 🛑 or 🚫 stands in it. */
  readonly hasStopSign: boolean;
}

const clauseEnd = /[.!?;:…\n\r]+|\s[-–—]+\s/u;
const stopSigns = /[\u{1F6D1}\u26D4\u{1F6AB}]/u;
/** Letters spelt apart: `S T O P`, `s.t.o.p`, `s-t-o-p`. */
const speltApart = /(?<![\p{L}\p{N}])\p{L}(?:[ .\-_*]\p{L}){2,}(?![\p{L}\p{N}])/gu;

/** The longest text that phones send in parts; what comes after it is not read. */
const maxLength = 2_000;

/** Cuts a reply into what the phrases are matched against. */
export function readReply(text: string): ReplyText {
  const joined = text
    .slice(0, maxLength)
    .normalize('NFKC')
    // Single letters exist that are written out as eighteen.
    .slice(0, maxLength)
    .replace(speltApart, (letters) => letters.replace(/[^\p{L}]/gu, ''));
  const clauses = joined
    .split(clauseEnd)
    .map(wordsOf)
    .filter((words) => words.length > 0);
  return {
    clauses,
    words: clauses.flat().filter((word) => word !== ','),
    writtenWords: joined.match(/[\p{L}\p{N}]+/gu) ?? [],
    hasStopSign: stopSigns.test(text),
  };
}

function wordsOf(clause: string): string[] {
  const words = foldLetters(clause)
    // Contractions are one word ("dont"); elisions are two ("n envoyez").
    .replace(/(?<=\p{L})['’ʼ`´](?=(?:t|s|re|ve|ll|m|d)(?!\p{L}))/gu, '')
    .replace(/(?<=\p{Script=Cyrillic})['’ʼ`´](?=\p{Script=Cyrillic})/gu, '')
    .match(/[\p{L}\p{N}@]+|,/gu);
  return (words ?? []).map(mendWord);
}

/** `stoooop` is meant as `stop`, `st0p` as `stop`, and Latin letters among Cyrillic ones as their likenesses. */
function mendWord(word: string): string {
  const short = word.replace(/(\p{L})\1{2,}/gu, '$1');
  return mendScript(mendDigits(short));
}

const letterOfDigit: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a' };

function mendDigits(word: string): string {
  // A number with its unit: 5pm, 3rd, 10x.
  if (/^\d+\p{L}{1,2}$/u.test(word)) return word;
  const letters = word.replace(/[\d@]/g, '').length;
  return letters >= 2 && letters > word.length / 2
    ? word.replace(/[\d@]/g, (digit) => letterOfDigit[digit] ?? digit)
    : word;
}

const cyrillicOfLatin: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  i: 'і',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
};
const latinOfCyrillic = new Map(Object.entries(cyrillicOfLatin).map(([latin, cyrillic]) => [cyrillic, latin]));

function mendScript(word: string): string {
  const cyrillic = word.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  const latin = word.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (cyrillic === 0 || latin === 0) return word;
  return cyrillic >= latin
    ? word.replace(/[a-z]/g, (letter) => cyrillicOfLatin[letter] ?? letter)
    : word.replace(/[а-я]/gu, (letter) => latinOfCyrillic.get(letter) ?? letter);
}
