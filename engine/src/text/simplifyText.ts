import { countSeptets } from './divideText';
import { defaultAlphabet, notInAlphabet } from './gsmAlphabet';
import { simplerForms } from './simplerForms';

const codes = defaultAlphabet.codes;

/** Marks of Latin letters and of emoji; those of scripts that GSM 7-bit lacks are letters, not ornaments. */
const ornaments = /[\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]/g;

/**
 * An NFC text with every character that GSM 7-bit lacks written in the nearest way that it has: letters without their
 * marks, plain punctuation, no invisible characters. Null when a character has no nearest way.
 */
export function simplifyText(text: string): string | null {
  let simplified = '';
  for (const character of text) {
    const simpler = simplifyCharacter(character);
    if (simpler === null) return null;
    simplified += simpler;
  }
  return simplified;
}

/** How GSM 7-bit writes a character: itself where it has it; null when there is no nearest way. */
export function simplifyCharacter(character: string): string | null {
  if (codes[character.charCodeAt(0)] !== notInAlphabet) return character;
  const known = simplerForms.get(character);
  if (known !== undefined) return known;
  let written = '';
  for (const each of character.normalize('NFKD').replace(ornaments, '')) written += simplerForms.get(each) ?? each;
  return countSeptets(written, codes) >= 0 ? written : null;
}
