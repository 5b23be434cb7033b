import type { Concepts } from '../frames';
import type { WordLists } from '../phrase';

/**
 * How people of one language answer. Words are written with their diacritics and found without them too. Phrases are
 * written as `readPhrase` tells.
 */
export interface ReplyLanguage {
  /** ISO 639-1. */
  readonly code: string;
  /** The words of the frames, which hold in every language. */
  readonly concepts: Concepts;
  /** Words that the phrases of this language name as `{list}`. */
  readonly lists: WordLists;
  /** Words that change nothing: please, thanks, hello. */
  readonly fillers: string;
  /** Words that leave a clear stop word what it is: could you, these, it. */
  readonly functionWords: string;
  /** A message of nothing but such words and fillers is a STOP. */
  readonly stopWords: string;
  /** A clause, or a part of one between commas, of nothing but such words, fillers and function words is a STOP. */
  readonly clearStopWords: string;
  /** Stop words only for a person of this language, as they are ordinary words of another. */
  readonly ownStopWords: string;
  readonly startWords: string;
  readonly helpWords: string;
  /** A clause with such a phrase is a STOP. */
  readonly stop: readonly string[];
  /** A clause with such a phrase is no STOP, whatever else is in it. */
  readonly notStop: readonly string[];
  /** A message that is such a phrase, fillers left out, is a STOP. */
  readonly stopMessages: readonly string[];
  /** A STOP that is such a phrase, fillers left out, is to all texts, not to offers alone. */
  readonly stopAllMessages: readonly string[];
  /** A clause with such a phrase may be a STOP: a person must read it. */
  readonly unclear: readonly string[];
  /** A message that is such a phrase, fillers left out, is a START. */
  readonly startMessages: readonly string[];
  /** A message that is such a phrase, fillers left out, asks for help. */
  readonly helpMessages: readonly string[];
}
