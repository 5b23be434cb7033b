import type { ReplyText } from './readReply';

/** Words before which "stop" is an English verb or noun of everyday life. */
const ordinaryAfter = new Set(
  `by at here there near in on off over the a an for outside when where before after to and or is was light lights sign
  watch motion gap press short work working talking laughing crying worrying raining moving smoking playing
  lying being doing serving selling thinking loving running open opening talking having`.split(/\s+/),
);

/** Words after which "stop" is a place, or not done. */
const ordinaryBefore = new Set(
  `bus tram train pit full non next last first which what this that a the one quick whistle tab cant can wont dont doesnt
  didnt never not will to ill we they it she he you i rest fuel lunch ostatni nastepny przystanek na non bez un le du
  einen kein der arret`.split(/\s+/),
);

/**
 * What the word STOP amid other words says, where no phrase did: with one strange word (a brand) it is a STOP, written
 * large before small words too; among everyday words it is none; else a person must read it.
 */
export function readStopPlace({ words, writtenWords }: ReplyText): 'stop' | 'unclear' | 'reply' {
  const at = words.findIndex((word) => word === 'stop' || word === 'стоп');
  if (at < 0) return 'reply';
  const before = words[at - 1];
  const after = words[at + 1];
  if (before !== undefined && ordinaryBefore.has(before)) return 'reply';
  const isLarge = writtenWords.includes('STOP') || writtenWords.includes('СТОП');
  const isAllLarge = writtenWords.every((word) => word === word.toUpperCase());
  if (isLarge && !isAllLarge && at === 0) return 'stop';
  if (after !== undefined && ordinaryAfter.has(after)) return isLarge && !isAllLarge ? 'unclear' : 'reply';
  if (words.length === 2 && (at === 0 || isLarge)) return 'stop';
  return at === 0 || isLarge ? 'unclear' : 'reply';
}
