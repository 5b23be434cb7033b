import { readLexemes, type Lexeme } from './lexeme';

/** One place of a phrase: one of some words, a stretch of any words, or an end of the clause. */
type Place =
  | {
      readonly kind: 'word';
      readonly lexemes: readonly Lexeme[];
      readonly isOptional: boolean;
      readonly orEnd: boolean;
    }
  | { readonly kind: 'gap'; readonly atMost: number }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' };

/** A pattern over the words of a clause: all its parts must be found, in any order. */
export interface Phrase {
  readonly parts: readonly (readonly Place[])[];
}

/** Named lists of words, for use in phrases as `{name}`. */
export type WordLists = Readonly<Record<string, string>>;

/** Whether a word of a reply is the lexeme. */
export type WordFit = (word: string, lexeme: Lexeme) => boolean;

const shortGap = 3;
const longGap = 7;

/**
 * Reads a phrase: words apart by blanks; `a|b` either; `word*` a beginning; `{list}` a word of that list; `word?` may be
 * missing; `..` up to 3 and `...` up to 7 words between; `^` and `$` the ends of the clause; `a|$` either, or the end or a comma at once; `&` before another part, in any
 * order.
 */
export function readPhrase(written: string, lists: WordLists): Phrase {
  const parts = written.split(' & ');
  return { parts: parts.map((part) => part.split(' ').map((place) => readPlace(place, lists))) };
}

function readPlace(written: string, lists: WordLists): Place {
  if (written === '^') return { kind: 'start' };
  if (written === '$') return { kind: 'end' };
  if (written === '..') return { kind: 'gap', atMost: shortGap };
  if (written === '...') return { kind: 'gap', atMost: longGap };
  const isOptional = written.endsWith('?');
  const alternatives = (isOptional ? written.slice(0, -1) : written).split('|');
  const orEnd = alternatives.includes('$');
  const words = alternatives.filter((each) => each !== '$');
  if (words.includes('')) throw new Error(`an empty word in ${written}`);
  return { kind: 'word', lexemes: words.flatMap((each) => readAlternative(each, lists)), isOptional, orEnd };
}

function readAlternative(written: string, lists: WordLists): Lexeme[] {
  if (!written.startsWith('{')) return readLexemes(written, 'inPhrase');
  const list = lists[written.slice(1, -1)];
  if (list === undefined) throw new Error(`there is no list ${written}`);
  return readWords(list, 'inPhrase');
}

/** The lexemes of a list written with blanks between. */
export function readWords(list: string, use: 'alone' | 'inPhrase' = 'alone'): Lexeme[] {
  const words = list.split(/\s+/).filter((word) => word !== '');
  return words.flatMap((word) => readLexemes(word, use));
}

/** Every lexeme of a phrase. */
export function lexemesOf(phrase: Phrase): Lexeme[] {
  return phrase.parts.flat().flatMap((place) => (place.kind === 'word' ? place.lexemes : []));
}

/** Whether the phrase stands anywhere in the clause. */
export function isPhraseIn(phrase: Phrase, clause: readonly string[], fits: WordFit): boolean {
  return phrase.parts.every((part) => isPartIn(part, clause, fits));
}

function isPartIn(part: readonly Place[], clause: readonly string[], fits: WordFit): boolean {
  const matchFrom = (placeAt: number, wordAt: number): boolean => {
    const place = part[placeAt];
    if (place === undefined) return true;
    switch (place.kind) {
      case 'start':
        return wordAt === 0 && matchFrom(placeAt + 1, wordAt);
      case 'end':
        return wordAt === clause.length && matchFrom(placeAt + 1, wordAt);
      case 'gap':
        if (isEndNext(part[placeAt + 1], clause[wordAt]) && matchFrom(placeAt + 2, wordAt)) return true;
        for (let skipped = 0; skipped <= place.atMost && wordAt + skipped <= clause.length; skipped += 1) {
          if (matchFrom(placeAt + 1, wordAt + skipped)) return true;
        }
        return false;
      case 'word': {
        const word = clause[wordAt];
        if (part[placeAt - 1]?.kind !== 'gap' && isEndNext(place, word) && matchFrom(placeAt + 1, wordAt)) return true;
        const here = word !== undefined && place.lexemes.some((lexeme) => fits(word, lexeme));
        if (here && matchFrom(placeAt + 1, wordAt + 1)) return true;
        return place.isOptional && matchFrom(placeAt + 1, wordAt);
      }
    }
  };
  return clause.some((_, wordAt) => matchFrom(0, wordAt));
}

function isEndNext(place: Place | undefined, word: string | undefined): boolean {
  return place?.kind === 'word' && place.orEnd && (word === undefined || word === ',');
}
