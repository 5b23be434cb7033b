import { planText, type PlacedCharacter, type TextForm, type TextPlan } from './planText';
import { simplifyCharacter } from './simplifyText';

/** A character to write otherwise. */
export interface Replacement {
  readonly character: string;
  /** The first word that has it; the character itself where it stands alone. */
  readonly word: string;
  /** What to write in its place; null: leave it out. */
  readonly by: string | null;
}

/** One thing to do that saves segments. */
export type TextAdvice =
  | {
      readonly kind: 'replace';
      /** All of them are needed: one character that is left keeps the text as long as it was. */
      readonly replacements: readonly Replacement[];
      readonly segments: number;
    }
  | { readonly kind: 'shorten'; readonly characters: number; readonly segments: number };

const longestShortening = 25;
const longestWord = 40;

/** Cheaper ways to write characters of the extension table, which take two septets each. */
const singleSeptets: Readonly<Record<string, string | null>> = {
  '[': '(',
  ']': ')',
  '{': '(',
  '}': ')',
  '\\': '/',
  '|': '/',
  '~': '-',
  '^': null,
  '\f': null,
};

/** What would bring a text, as it will be sent, into fewer segments; the best first. Empty where nothing small does. */
export function adviseText(text: string, form: TextForm = {}): TextAdvice[] {
  const plan = planText(text, { ...form, mode: 'keep' });
  if (plan.segments === 1) return [];
  const found = [adviseReplacing(plan, form), adviseShortening(plan, form)].filter((each) => each !== null);
  return found.sort((one, other) => one.segments - other.segments);
}

function adviseReplacing(plan: TextPlan, form: TextForm): TextAdvice | null {
  const replacements = plan.encoding === 'ucs2' ? replaceForcing(plan) : replaceExtensions(plan);
  if (replacements.length === 0) return null;
  const { segments } = planText(applyReplacements(plan.text, replacements), { ...form, mode: 'keep' });
  return segments < plan.segments ? { kind: 'replace', replacements, segments } : null;
}

function replaceForcing({ text, forcing }: TextPlan): Replacement[] {
  return distinct(forcing).map(({ character, position }) => ({
    character,
    word: wordAt(text, position, character),
    by: simplifyCharacter(character) || null,
  }));
}

function replaceExtensions({ text }: TextPlan): Replacement[] {
  const placed = Array.from(text, (character, position) => ({ character, position }));
  return distinct(placed.filter(({ character }) => character in singleSeptets)).map(({ character, position }) => ({
    character,
    word: wordAt(text, position, character),
    by: singleSeptets[character] ?? null,
  }));
}

function distinct(placed: readonly PlacedCharacter[]): PlacedCharacter[] {
  const first = new Map<string, PlacedCharacter>();
  for (const each of placed) if (!first.has(each.character)) first.set(each.character, each);
  return [...first.values()];
}

function applyReplacements(text: string, replacements: readonly Replacement[]): string {
  const by = new Map(replacements.map((each) => [each.character, each.by ?? '']));
  let applied = '';
  for (const character of text) applied += by.get(character) ?? character;
  return applied;
}

/** The fewest characters to take off the end that save a segment, where few are enough. */
function adviseShortening(plan: TextPlan, form: TextForm): TextAdvice | null {
  const characters = Array.from(plan.text);
  for (let less = 1; less <= Math.min(longestShortening, characters.length - 1); less++) {
    const shorter = planText(characters.slice(0, -less).join(''), { ...form, mode: 'keep' });
    if (shorter.encoding !== plan.encoding) return null;
    if (shorter.segments < plan.segments) return { kind: 'shorten', characters: less, segments: shorter.segments };
  }
  return null;
}

function wordAt(text: string, position: number, character: string): string {
  const before = /[\p{L}\p{M}\p{N}'’-]*$/u.exec(text.slice(0, position))?.[0] ?? '';
  const after = /^[\p{L}\p{M}\p{N}'’-]*/u.exec(text.slice(position + character.length))?.[0] ?? '';
  const word = /[\p{L}\p{M}\p{N}]/u.test(character) ? before + character + after : character;
  return word.length <= longestWord ? word : character;
}
