import { orderFrame, stopFrames, textFrame } from './frames';
import type { Lexeme } from './lexeme';
import { replyLanguages } from './languages/replyLanguages';
import type { ReplyLanguage } from './languages/replyLanguage';
import { lexemesOf, readPhrase, readWords, type Phrase } from './phrase';
import { createVocabulary, type Vocabulary } from './vocabulary';

/** A language ready for matching. */
export interface CompiledLanguage {
  readonly code: string;
  readonly vocabulary: Vocabulary;
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
  readonly stopAllMessages: readonly Phrase[];
  readonly unclear: readonly Phrase[];
  readonly startMessages: readonly Phrase[];
  readonly helpMessages: readonly Phrase[];
}

/** A word of no language: operators and our own answers name it to everybody. */
const stopAllWord = 'stopall';

/** The languages, compiled when the first reply comes: a process that never gets one does not pay for it. */
export const compiledLanguages = once(() => replyLanguages.map(compile));

function compile(language: ReplyLanguage): CompiledLanguage {
  const phrases = compilePhrases(language);
  return { code: language.code, ...phrases, vocabulary: createVocabulary(lexemesOfAll(phrases)) };
}

function compilePhrases(language: ReplyLanguage): Omit<CompiledLanguage, 'code' | 'vocabulary'> {
  const lists = { ...language.concepts, ...language.lists };
  const phrases = (written: readonly string[]): Phrase[] => written.map((each) => readPhrase(each, lists));
  const messages = (written: readonly string[]): Phrase[] => phrases(written.map((each) => `^ ${each} $`));
  return {
    fillers: readWords(language.fillers),
    functionWords: readWords(language.functionWords),
    stopWords: readWords(`${language.stopWords} ${stopAllWord}`),
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
    stopAllMessages: messages([stopAllWord, ...language.stopAllMessages]),
    unclear: phrases(language.unclear),
    startMessages: messages(language.startMessages),
    helpMessages: messages(language.helpMessages),
  };
}

function lexemesOfAll(compiled: Omit<CompiledLanguage, 'code' | 'vocabulary'>): Lexeme[] {
  return Object.values(compiled)
    .flat()
    .flatMap((each) => ('parts' in each ? lexemesOf(each) : [each]));
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
