import { defaultAlphabet, UNWRITABLE } from './gsmAlphabet';
import { JOINERS, simplerForms } from './simplerForms';

const codes = defaultAlphabet.codes;
const COMBINING_MARKS = /\p{M}+/gu;

/**
 * An NFC text with every character that GSM 7-bit lacks written in the nearest way that it has: letters without their
 * marks, plain punctuation, no invisible characters. What has no nearest way stays.
 */
export function simplifyText(text: string): string {
  let simplified = '';
  let leftover = false;
  for (const character of text) {
    const simpler = simplifyCharacter(character);
    leftover ||= simpler === null;
    simplified += simpler ?? character;
  }
  return leftover ? simplified : simplified.replace(JOINERS, '');
}

/** Null when the character has no nearest way; joiners stay until it is known whether the text has emoji. */
export function simplifyCharacter(character: string): string | null {
  if (isWritable(character) || character.search(JOINERS) === 0) return character;
  const simpler = simplerForms.get(character);
  if (simpler !== undefined) return simpler;
  const bare = Array.from(
    character.normalize('NFKD').replace(COMBINING_MARKS, ''),
    (each) => simplerForms.get(each) ?? each,
  );
  const written = bare.join('');
  return isWritable(written) ? written : null;
}

function isWritable(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (codes[text.charCodeAt(at)] === UNWRITABLE) return false;
  return true;
}
