import type { Lexeme } from './lexeme';
import { ordinaryWords } from './ordinaryWords';
import { isNearly } from './typo';

/** The lexemes of a word; empty for a word that no phrase speaks of. */
export type WordReader = (word: string) => ReadonlySet<Lexeme>;

/** The lexemes of one language, ordered for finding those of a word. */
export interface Vocabulary {
  readonly whole: ReadonlyMap<string, readonly Lexeme[]>;
  readonly stems: ReadonlyMap<string, readonly Lexeme[]>;
  /** Those that may be mistyped. */
  readonly typeable: readonly Lexeme[];
}

const minJoinedLength = 7;
const minHalfLengths = { first: 4, second: 3 };

/** Orders lexemes. */
export function createVocabulary(lexemes: readonly Lexeme[]): Vocabulary {
  const unique = [...new Set(lexemes)];
  return {
    whole: byLetters(unique.filter((lexeme) => !lexeme.isStem)),
    stems: byLetters(unique.filter((lexeme) => lexeme.isStem)),
    typeable: unique.filter((lexeme) => lexeme.allowsTypo),
  };
}

function byLetters(lexemes: readonly Lexeme[]): Map<string, Lexeme[]> {
  const groups = new Map<string, Lexeme[]>();
  for (const lexeme of lexemes) groups.set(lexeme.letters, [...(groups.get(lexeme.letters) ?? []), lexeme]);
  return groups;
}

/**
 * Reads words in one language: exactly, or mistyped where a word is none that we know. A word of another language
 * (`others`) is no typo of this one.
 */
export function createWordReader(own: Vocabulary, others: readonly Vocabulary[]): WordReader {
  const read = new Map<string, ReadonlySet<Lexeme>>();
  return (word) => {
    const lexemes = read.get(word) ?? lexemesOfWord(word, own, others);
    read.set(word, lexemes);
    return lexemes;
  };
}

function lexemesOfWord(word: string, own: Vocabulary, others: readonly Vocabulary[]): ReadonlySet<Lexeme> {
  const found = new Set(own.whole.get(word));
  for (let length = 1; length <= word.length; length += 1) {
    own.stems.get(word.slice(0, length))?.forEach((stem) => found.add(stem));
  }
  if (mayBeTypo(word, own, others)) {
    own.typeable.filter((lexeme) => isNearly(word, lexeme)).forEach((lexeme) => found.add(lexeme));
  }
  return found;
}

function mayBeTypo(word: string, own: Vocabulary, others: readonly Vocabulary[]): boolean {
  if (/^[\d,]/.test(word) || ordinaryWords.has(word)) return false;
  return !own.whole.has(word) && !others.some((other) => other.whole.has(word));
}

/** Two words of a language that were written as one ("removeme") come apart; any other word stays. */
export function splitJoined(word: string, { whole }: Vocabulary): string[] {
  if (word.length < minJoinedLength || ordinaryWords.has(word) || whole.has(word)) return [word];
  for (let at = minHalfLengths.first; at <= word.length - minHalfLengths.second; at += 1) {
    const halves = [word.slice(0, at), word.slice(at)];
    if (halves.every((half) => whole.has(half))) return halves;
  }
  return [word];
}
