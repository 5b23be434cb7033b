import { ZgodaError } from '../shared/errors';
import type { Purpose } from '../shared/purpose';
import type { Wording } from './wording';

/** Which saved wording a person saw, as far as the caller says. */
export interface WordingChoice {
  readonly name: string;
  /** A number; blank: the version that was the newest when the person acted. */
  readonly version: string | null;
  /** BCP 47; blank is enough for a wording of one language. */
  readonly language: string | null;
  readonly purpose: Purpose;
  readonly actedAtMs: number;
}

/** The exact text of a wording, with what it is known by. */
export interface ShownWording {
  readonly text: string;
  readonly version: number;
  readonly language: string;
}

/**
 * The text that a person saw, out of a wording's versions (the newest first). Nothing is guessed that a proof turns on: a
 * version that did not exist yet, or a language among several, must be named. Throws `wording_unknown`, `invalid_input`.
 */
export function shownWording(choice: WordingChoice, versions: readonly Wording[]): ShownWording {
  if (versions.length === 0) throw new ZgodaError('wording_unknown', { wording: choice.name });
  const wording = choice.version === null ? inForce(choice, versions) : ofVersion(choice.version, versions);
  if (wording.purpose !== choice.purpose) {
    refuse('Saved Wording', `it is about ${wording.purpose} texts, and the consent about ${choice.purpose} ones`);
  }
  const language = languageOf(choice.language, wording);
  return { text: wording.texts[language] ?? '', version: wording.version, language };
}

function inForce({ actedAtMs }: WordingChoice, versions: readonly Wording[]): Wording {
  const found = versions.find(({ savedAtMs }) => savedAtMs <= actedAtMs);
  return found ?? refuse('Wording Version', 'the wording was saved after the person acted: say which version was seen');
}

function ofVersion(written: string, versions: readonly Wording[]): Wording {
  const found = versions.find(({ version }) => String(version) === written);
  return found ?? refuse('Wording Version', 'the wording has no such version');
}

function languageOf(written: string | null, { texts }: Wording): string {
  const languages = Object.keys(texts);
  const [only, ...others] = languages;
  if (written === null) {
    if (only !== undefined && others.length === 0) return only;
    return refuse('Wording Language', 'the wording has several: say which one the person saw');
  }
  const wanted = written.replaceAll('_', '-').toLowerCase();
  const found =
    languages.find((language) => language.toLowerCase() === wanted) ??
    languages.find((language) => language.toLowerCase() === wanted.split('-', 1)[0]);
  return found ?? refuse('Wording Language', 'the wording has no text in this language');
}

function refuse(field: string, problem: string): never {
  throw new ZgodaError('invalid_input', { field, problem });
}
