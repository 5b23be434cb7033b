import { foldLetters } from './foldText';

/** A word of a phrase, folded: a whole word, or the beginning of one (written with a star). */
export interface Lexeme {
  readonly letters: string;
  readonly isStem: boolean;
  readonly allowsTypo: boolean;
}

/**
 * Shorter words have too many neighbours that mean something else; the few that are safe are written with a tilde.
 * Within a phrase the other words tell what is meant.
 */
const minTypoLength = { alone: 5, inPhrase: 4 };
/** Long words are mistyped twice and still cannot be another word, if they begin right. */
const twoTypos = { length: 11, beginning: 2 };

/** Reads `wypis*`, `stop~` or `löschen`; German umlauts give a second lexeme with `oe` for `ö`. */
export function readLexemes(written: string, use: 'alone' | 'inPhrase'): Lexeme[] {
  const minLength = minTypoLength[use];
  const isStem = written.endsWith('*');
  const isSafe = written.endsWith('~');
  const word = isStem || isSafe ? written.slice(0, -1) : written;
  const spelt = word.replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue');
  return [...new Set([foldLetters(word), foldLetters(spelt)])].map((letters) =>
    sharedLexeme({ letters, isStem, allowsTypo: isSafe || letters.length >= (isStem ? minLength + 1 : minLength) }),
  );
}

const lexemes = new Map<string, Lexeme>();

/** The same object for the same lexeme, so that what was found of a word can be remembered by it. */
function sharedLexeme(lexeme: Lexeme): Lexeme {
  const name = `${lexeme.letters} ${lexeme.isStem} ${lexeme.allowsTypo}`;
  const shared = lexemes.get(name) ?? lexeme;
  lexemes.set(name, shared);
  return shared;
}

/** Whether a folded word is the lexeme, letter for letter. */
export function isExactly(word: string, { letters, isStem }: Lexeme): boolean {
  return isStem ? word.startsWith(letters) : word === letters;
}

/** Whether a folded word is the lexeme with one letter wrong, missing, doubled or swapped (two in a long word). */
export function isNearly(word: string, { letters, isStem, allowsTypo }: Lexeme): boolean {
  if (!allowsTypo) return false;
  const beginsRight = word.startsWith(letters.slice(0, twoTypos.beginning));
  const typos = letters.length >= twoTypos.length && beginsRight ? 2 : 1;
  if (!isStem) return Math.abs(word.length - letters.length) <= typos && distance(word, letters, typos) <= typos;
  for (let length = letters.length - 1; length <= letters.length + 1; length += 1) {
    if (word.length >= length && distance(word.slice(0, length), letters, 1) <= 1) return true;
  }
  return false;
}

/** Optimal string alignment distance, given up above `limit`. */
function distance(left: string, right: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let row = 1; row <= left.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let best = Math.min(cell(last, column) + 1, cell(next, column - 1) + 1, cell(last, column - 1) + (same ? 0 : 1));
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (row > 1 && column > 1 && swapped) best = Math.min(best, cell(beforeLast, column - 2) + 1);
      next.push(best);
    }
    if (Math.min(...next) > limit) return limit + 1;
    beforeLast = last;
    last = next;
  }
  return cell(last, right.length);
}

function cell(row: readonly number[], at: number): number {
  return row[at] ?? Number.POSITIVE_INFINITY;
}
