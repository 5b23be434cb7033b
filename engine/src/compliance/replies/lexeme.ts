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

/** Reads `wypis*`, `stop~` or `löschen`; German umlauts give a second lexeme with `oe` for `ö`. */
export function readLexemes(written: string, use: 'alone' | 'inPhrase'): Lexeme[] {
  const isStem = written.endsWith('*');
  const isSafe = written.endsWith('~');
  const word = isStem || isSafe ? written.slice(0, -1) : written;
  const spelt = word.replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue');
  const minLength = minTypoLength[use] + (isStem ? 1 : 0);
  return [...new Set([foldLetters(word), foldLetters(spelt)])].map((letters) =>
    sharedLexeme({ letters, isStem, allowsTypo: isSafe || letters.length >= minLength }),
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
