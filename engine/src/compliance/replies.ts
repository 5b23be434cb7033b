import { compiledLanguages, type CompiledLanguage } from './replies/compiledLanguages';
import { isOneOf, isPhraseIn, type Phrase } from './replies/phrase';
import { readReply, type ReplyText } from './replies/readReply';
import { createWordReader, splitJoined, type WordReader } from './replies/vocabulary';
import { readStopPlace } from './replies/stopPlace';
import { isExactly, type Lexeme } from './replies/lexeme';

/** What a reply asks for. `reply`: nothing that the engine acts on. `unclear`: maybe a STOP; a person must read it. */
export type ReplyClass = 'stop' | 'start' | 'help' | 'keyword' | 'reply' | 'unclear';

/** What a reply was taken for. */
export interface ReplyReading {
  readonly class: ReplyClass;
  /** The language (ISO 639-1) whose words decided: the person's own where it is among them; null where several did, or none. */
  readonly language: string | null;
  /** What a STOP is to: offers, or `all` texts. Null for other classes. */
  readonly scope: 'marketing' | 'all' | null;
  /** The keyword, as the caller wrote it; null for other classes. */
  readonly keyword: string | null;
}

/** What is known beside the text. */
export interface ReplyContext {
  /** BCP 47: the person's language. It settles words that mean STOP in one language only, as Italian "fine". */
  readonly language?: string | undefined;
  /** Words that campaigns ask for. A STOP word cannot be one. */
  readonly keywords?: readonly string[] | undefined;
}

/**
 * Tells what a reply asks for, in all languages at once, whatever the case, the punctuation, the diacritics and one typo
 * a word. A doubt between STOP and anything else is `unclear`.
 */
export function classifyReply(text: string, context: ReplyContext = {}): ReplyReading {
  const reply = readReply(text);
  const ownCode = context.language?.slice(0, 2).toLowerCase() ?? null;
  const readers = readersFor(reply, ownCode);
  const guarded = reply.clauses.map((_, at) => readers.some((reader) => isGuarded(reader, at)));
  const stop = readers.filter((reader) => isStop(reader, guarded));
  if (stop.length > 0) return stopReading(stop, readers);
  if (reply.hasStopSign && reply.words.length === 0) return stopReading([], readers);
  const keyword = keywordOf(reply, context.keywords ?? []);
  if (keyword !== null) return { ...reading('keyword', []), keyword };
  const unclear = readers.filter((reader) => isInSomeClause(reader.language.unclear, reader));
  if (unclear.length > 0) return reading('unclear', unclear);
  const start = readers.filter((reader) => isWhole(reader.language.startWords, reader.language.startMessages, reader));
  if (start.length > 0) return reading('start', start);
  const help = readers.filter((reader) => isWhole(reader.language.helpWords, reader.language.helpMessages, reader));
  if (help.length > 0) return reading('help', help);
  const placed = guarded.includes(true) ? 'reply' : readStopPlace(reply);
  return placed === 'stop' ? stopReading([], readers) : reading(placed, []);
}

/** A stop word with a blank in it ("un subscribe", "s top") is this long at most. */
const maxSpacedLength = 14;

/** A reply before the eyes of one language. */
interface Reader {
  readonly reply: ReplyText;
  readonly language: CompiledLanguage;
  readonly isOwn: boolean;
  readonly read: WordReader;
}

/** The person's own language first, so that it is the one named. */
function readersFor(reply: ReplyText, ownCode: string | null): Reader[] {
  const vocabularies = compiledLanguages().map((language) => language.vocabulary);
  return compiledLanguages()
    .map((language) => ({
      reply: splitWords(reply, language),
      language,
      isOwn: language.code === ownCode,
      read: createWordReader(language.vocabulary, language.code === ownCode ? [] : vocabularies),
    }))
    .sort((left, right) => Number(right.isOwn) - Number(left.isOwn));
}

function splitWords(reply: ReplyText, language: CompiledLanguage): ReplyText {
  const split = (words: readonly string[]): string[] => words.flatMap((word) => splitJoined(word, language.vocabulary));
  return { ...reply, clauses: reply.clauses.map(split), words: split(reply.words) };
}

/** `found`: the readers that found it so. */
function reading(replyClass: ReplyClass, found: readonly Reader[]): ReplyReading {
  const [first] = found;
  const isPlain = first !== undefined && (first.isOwn || found.length === 1);
  return { class: replyClass, language: isPlain ? first.language.code : null, scope: null, keyword: null };
}

function stopReading(found: readonly Reader[], readers: readonly Reader[]): ReplyReading {
  const isToAll = readers.some((reader) => isWhole([], reader.language.stopAllMessages, reader));
  return { ...reading('stop', found), scope: isToAll ? 'all' : 'marketing' };
}

/** Whether a clause says what is no STOP, whatever else it says, in the reader's language. */
function isGuarded({ reply, language, read }: Reader, clauseAt: number): boolean {
  return isIn(language.notStop, reply.clauses[clauseAt] ?? [], read);
}

/** `guarded`: for each clause, whether it was found to be no STOP. */
function isStop(reader: Reader, guarded: readonly boolean[]): boolean {
  const { reply, language, isOwn, read } = reader;
  const words = isOwn ? [...language.stopWords, ...language.ownStopWords] : language.stopWords;
  const open = reply.clauses.filter((_, at) => guarded[at] !== true);
  if (!guarded.includes(true) && isWhole(words, language.stopMessages, reader)) return true;
  const aside = [...language.fillers, ...language.functionWords];
  return open.some(
    (clause) =>
      isIn(language.stop, clause, read) ||
      isStopByFrame(clause, reader) ||
      isIn(language.stop, withoutEdges(clause, reader), read) ||
      betweenCommas(clause).some((part) => isOnly(part, language.clearStopWords, aside, read)),
  );
}

/** Frames are wide: they do not hold for a clause about an order or an appointment that speaks of no texts. */
function isStopByFrame(clause: readonly string[], { language, read }: Reader): boolean {
  const isOfOrder = isPhraseIn(language.order, clause, read) && !isPhraseIn(language.aboutTexts, clause, read);
  return !isOfOrder && isIn(language.frames, clause, read);
}

function betweenCommas(clause: readonly string[]): string[][] {
  const parts: string[][] = [[]];
  for (const word of clause) {
    if (word === ',') parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts;
}

function isInSomeClause(phrases: readonly Phrase[], { reply, read }: Reader): boolean {
  return reply.clauses.some((clause) => isIn(phrases, clause, read));
}

function isIn(phrases: readonly Phrase[], clause: readonly string[], read: WordReader): boolean {
  return phrases.some((phrase) => isPhraseIn(phrase, clause, read));
}

/** Whether the whole message is made of such words, or is one of the phrases, fillers left out. */
function isWhole(words: readonly Lexeme[], phrases: readonly Phrase[], reader: Reader): boolean {
  const { reply, language, read } = reader;
  if (isOnly(reply.words, words, language.fillers, read)) return true;
  const joined = reply.words.join('');
  if (joined.length <= maxSpacedLength && words.some((lexeme) => isExactly(joined, lexeme))) return true;
  const bare = reply.words.filter((word) => !isOneOf(word, language.fillers, read));
  return [reply.words, withoutEdges(reply.words, reader), bare].some((candidate) => isIn(phrases, candidate, read));
}

/** The words without the fillers before and after them. */
function withoutEdges(words: readonly string[], { language, read }: Reader): readonly string[] {
  const matters = words.map((word) => word !== ',' && !isOneOf(word, language.fillers, read));
  return words.slice(Math.max(matters.indexOf(true), 0), matters.lastIndexOf(true) + 1);
}

function isOnly(
  words: readonly string[],
  wanted: readonly Lexeme[],
  aside: readonly Lexeme[],
  read: WordReader,
): boolean {
  const others = words.filter((word) => !isOneOf(word, wanted, read));
  return others.length < words.length && others.every((word) => /^[\d,]+$/.test(word) || isOneOf(word, aside, read));
}

/** A message that begins with a keyword that some campaign asks for. */
function keywordOf(reply: ReplyText, keywords: readonly string[]): string | null {
  const first = reply.writtenWords[0]?.toLowerCase();
  return keywords.find((keyword) => keyword.toLowerCase() === first) ?? null;
}
