import { orderFrame, stopFrames, textFrame } from './frames';
import { isExactly, isNearly, type Lexeme } from './lexeme';
import { replyLanguages } from './languages/replyLanguages';
import type { ReplyLanguage } from './languages/replyLanguage';
import { ordinaryWords } from './ordinaryWords';
import { lexemesOf, readPhrase, readWords, type Phrase, type WordFit } from './phrase';

/** A language ready for matching. */
export interface CompiledLanguage {
  readonly code: string;
  readonly fillers: readonly Lexeme[];
  readonly functionWords: readonly Lexeme[];
  readonly stopWords: readonly Lexeme[];
  readonly clearStopWords: readonly Lexeme[];
  readonly ownStopWords: readonly Lexeme[];
  readonly startWords: readonly Lexeme[];
  readonly helpWords: readonly Lexeme[];
  readonly frames: readonly Phrase[];
  readonly order: Phrase;
  readonly aboutTexts: Phrase;
  readonly stop: readonly Phrase[];
  readonly notStop: readonly Phrase[];
  readonly stopMessages: readonly Phrase[];
  readonly unclear: readonly Phrase[];
  readonly startMessages: readonly Phrase[];
  readonly helpMessages: readonly Phrase[];
}

/** The languages, compiled when the first reply comes: a process that never gets one does not pay for it. */
export const compiledLanguages = once(() => replyLanguages.map(compile));

function compile(language: ReplyLanguage): CompiledLanguage {
  const lists = { ...language.concepts, ...language.lists };
  const phrases = (written: readonly string[]): Phrase[] => written.map((each) => readPhrase(each, lists));
  const messages = (written: readonly string[]): Phrase[] => phrases(written.map((each) => `^ ${each} $`));
  return {
    code: language.code,
    fillers: readWords(language.fillers),
    functionWords: readWords(language.functionWords),
    stopWords: readWords(language.stopWords),
    clearStopWords: readWords(language.clearStopWords),
    ownStopWords: readWords(language.ownStopWords),
    startWords: readWords(language.startWords),
    helpWords: readWords(language.helpWords),
    frames: stopFrames.map((each) => readPhrase(each, { ...language.concepts })),
    order: readPhrase(orderFrame, { ...language.concepts }),
    aboutTexts: readPhrase(textFrame, { ...language.concepts }),
    stop: phrases(language.stop),
    notStop: phrases(language.notStop),
    stopMessages: messages(language.stopMessages),
    unclear: phrases(language.unclear),
    startMessages: messages(language.startMessages),
    helpMessages: messages(language.helpMessages),
  };
}

/** Every lexeme of a language. */
export function lexemesOfLanguage(language: CompiledLanguage): Lexeme[] {
  const { fillers, functionWords, stopWords, clearStopWords, ownStopWords, startWords, helpWords } = language;
  const { frames, stop, notStop, stopMessages, unclear, startMessages, helpMessages } = language;
  return [
    ...[fillers, functionWords, stopWords, clearStopWords, ownStopWords, startWords, helpWords].flat(),
    ...[frames, stop, notStop, stopMessages, unclear, startMessages, helpMessages].flat().flatMap(lexemesOf),
  ];
}

/** The words, and beginnings of words, that each language knows, by its code. */
const vocabularies = once(
  () =>
    new Map(
      compiledLanguages().map((language) => {
        const lexemes = lexemesOfLanguage(language);
        return [language.code, { whole: lettersOf(lexemes, false), stems: [...lettersOf(lexemes, true)] }] as const;
      }),
    ),
);

function lettersOf(lexemes: readonly Lexeme[], areStems: boolean): Set<string> {
  return new Set(lexemes.filter((each) => each.isStem === areStems).map((each) => each.letters));
}

/**
 * Whether a word is a lexeme of `language`: exactly, or mistyped where it is no word that we know. A word of another
 * language is no typo, unless the person is known to write in this one.
 */
export function createWordFit(language: CompiledLanguage, ownCode: string | null): WordFit {
  const words = new Map<string, { readonly mayBeTypo: boolean; readonly fits: Map<Lexeme, boolean> }>();
  return (word, lexeme) => {
    const seen = words.get(word) ?? { mayBeTypo: !isKnown(word, language, ownCode), fits: new Map<Lexeme, boolean>() };
    words.set(word, seen);
    const fits =
      seen.fits.get(lexeme) ??
      (isExactly(word, lexeme) || (lexeme.allowsTypo && seen.mayBeTypo && isNearly(word, lexeme)));
    seen.fits.set(lexeme, fits);
    return fits;
  };
}

function isKnown(word: string, language: CompiledLanguage, ownCode: string | null): boolean {
  if (/^[\d,]+$/.test(word) || ordinaryWords.has(word)) return true;
  if (ownCode === language.code) return vocabularies().get(language.code)?.whole.has(word) === true;
  return [...vocabularies().values()].some(({ whole }) => whole.has(word));
}

const minJoinedLength = 7;
const minHalfLengths = { first: 4, second: 3 };

/** Two words of a language that were written as one ("removeme") come apart; any other word stays. */
export function splitJoined(word: string, language: CompiledLanguage): string[] {
  const own = vocabularies().get(language.code);
  if (own === undefined || word.length < minJoinedLength || ordinaryWords.has(word)) return [word];
  if (own.whole.has(word)) return [word];
  for (let at = minHalfLengths.first; at <= word.length - minHalfLengths.second; at += 1) {
    const halves = [word.slice(0, at), word.slice(at)];
    if (halves.every((half) => own.whole.has(half))) return halves;
  }
  return [word];
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
