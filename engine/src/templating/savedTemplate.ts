import type { Purpose } from '../shared/purpose';

/** What an author writes: a text in one or more languages, under a name. */
export interface TemplateDraft {
  /** Unique, at most 100 characters. */
  readonly name: string;
  readonly purpose: Purpose;
  /** Source by language (BCP 47). */
  readonly variants: Readonly<Record<string, string>>;
  /** The variant for people whose language has none; one of `variants`. */
  readonly defaultLanguage: string;
  /** The variables that the flow gives, beside the contact's own; null: not declared, so not checked. */
  readonly variables: readonly string[] | null;
}

/** One version of a saved template. Versions are never changed: messages can name the one that they were made from. */
export interface SavedTemplate extends TemplateDraft {
  /** UUIDv7 of this version. */
  readonly id: string;
  /** From 1, without gaps. */
  readonly version: number;
  readonly savedAtMs: number;
}

/** One of the sources of a template. */
export interface TemplateVariant {
  readonly language: string;
  readonly source: string;
}

/**
 * The variant for a person: in their language and region, else in their language (of any region), else the template's
 * default.
 */
export function chooseVariant(template: TemplateDraft, language: string | null): TemplateVariant {
  const wanted = tagOf(language ?? '');
  const languages = Object.keys(template.variants);
  const found =
    languages.find((each) => tagOf(each) === wanted) ??
    languages.find((each) => tagOf(each) === primaryOf(wanted)) ??
    languages.find((each) => primaryOf(tagOf(each)) === primaryOf(wanted)) ??
    template.defaultLanguage;
  return { language: found, source: template.variants[found] ?? '' };
}

function tagOf(language: string): string {
  return language.trim().replaceAll('_', '-').toLowerCase();
}

function primaryOf(tag: string): string {
  return tag.split('-', 1)[0] as string;
}
