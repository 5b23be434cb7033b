import type { Lexeme } from './lexeme';

/** Long words are mistyped twice and still cannot be another word, if they begin right. */
const twoTypos = { length: 11, beginning: 2 };

/** Whether a folded word is the lexeme with one letter wrong, missing, doubled or swapped (two in a long word). */
export function isNearly(word: string, { letters, isStem }: Lexeme): boolean {
  if (isStem) return beginsNearly(word, letters);
  if (isOneTypo(word, letters)) return true;
  const mayHaveTwo = letters.length >= twoTypos.length && word.startsWith(letters.slice(0, twoTypos.beginning));
  return mayHaveTwo && distance(word, letters) <= 2;
}

function beginsNearly(word: string, stem: string): boolean {
  return [-1, 0, 1].some((change) => {
    const length = stem.length + change;
    return word.length >= length && isOneTypo(word.slice(0, length), stem);
  });
}

/** Whether the words are equal but for one letter, or two neighbours swapped. */
function isOneTypo(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  if (left.length !== right.length) {
    const [short, long] = left.length < right.length ? [left, right] : [right, left];
    return short.slice(at) === long.slice(at + 1);
  }
  if (left.slice(at + 1) === right.slice(at + 1)) return true;
  return left[at] === right[at + 1] && left[at + 1] === right[at] && left.slice(at + 2) === right.slice(at + 2);
}

/** Levenshtein distance; words that differ by more than two in length are simply far. */
function distance(left: string, right: string): number {
  if (Math.abs(left.length - right.length) > 2) return 3;
  let last = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let row = 1; row <= left.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = (last[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      next.push(Math.min((last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, replaced));
    }
    last = next;
  }
  return last[right.length] ?? 0;
}
