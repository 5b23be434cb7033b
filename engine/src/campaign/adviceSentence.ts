import type { Replacement, TextAdvice } from '../text/adviseText';

const mostNamed = 5;

/** One sentence of advice for people: `Replace 'ł' by 'l' in 'Łódź': 2 segments instead of 4.` */
export function adviceSentence(advice: TextAdvice, segments: number): string {
  const gain = `${counted(advice.segments, 'segment')} instead of ${segments}`;
  if (advice.kind === 'shorten') return `Shorten the text by ${counted(advice.characters, 'character')}: ${gain}.`;
  const named = advice.replacements.slice(0, mostNamed).map(replacementPhrase);
  const others = advice.replacements.length - named.length;
  const all = others > 0 ? [...named, `${others} more of the kind`] : named;
  const phrase = all.join(', ');
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}: ${gain}.`;
}

function replacementPhrase({ character, word, by }: Replacement): string {
  const name = nameOf(character);
  const place = word === character ? '' : ` in '${word}'`;
  return by === null ? `remove ${name}${place}` : `replace ${name} by '${by}'${place}`;
}

/** Characters that nobody sees are named by their code point. */
function nameOf(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  if (!/[\p{C}\p{Z}\p{M}]/u.test(character) || character === ' ') return `'${character}'`;
  return `the invisible character U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
