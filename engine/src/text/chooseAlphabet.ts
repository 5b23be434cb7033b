import { countSeptets, divideGsm } from './divideText';
import { defaultAlphabet, gsmAlphabet, type Alphabet } from './gsmAlphabet';
import { nationalTables, type ShiftLanguage } from './nationalTables';
import { gsmRoom } from './segmentRoom';

/** An alphabet that can write a text, and the text's length in it. */
export interface Writing {
  readonly alphabet: Alphabet;
  readonly septets: number;
}

/**
 * The alphabet that writes an NFC text in the fewest segments: the default one where it can, else the national tables
 * that the route opted in to. Null when none can.
 */
export function chooseAlphabet(
  text: string,
  shiftLanguages: readonly ShiftLanguage[],
  referenceBits: 8 | 16,
): Writing | null {
  const septets = countSeptets(text, defaultAlphabet.codes);
  if (septets >= 0) return { alphabet: defaultAlphabet, septets };
  let best: Writing | null = null;
  let bestSegments = Infinity;
  for (const alphabet of shiftedAlphabets(shiftLanguages)) {
    const length = countSeptets(text, alphabet.codes);
    if (length < 0) continue;
    const segments = divideGsm(text, alphabet.codes, length, gsmRoom(alphabet, referenceBits)).cuts.length + 1;
    if (segments < bestSegments) {
      best = { alphabet, septets: length };
      bestSegments = segments;
    }
  }
  return best;
}

function* shiftedAlphabets(shiftLanguages: readonly ShiftLanguage[]): Generator<Alphabet> {
  for (const language of shiftLanguages) {
    yield gsmAlphabet(null, language);
    if (nationalTables[language].locking === null) continue;
    yield gsmAlphabet(language, null);
    yield gsmAlphabet(language, language);
  }
}
