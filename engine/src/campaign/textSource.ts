import { ZgodaError } from '../shared/errors';
import type { Purpose } from '../shared/purpose';
import { attempt, type Result } from '../shared/result';
import { chooseVariant, type SavedTemplate } from '../templating/savedTemplate';
import type { TemplateStore } from '../templating/templateStore';
import { defaultLocale } from './recipientVariables';

/** What an input says about its text: one of the two. */
export interface TextChoice {
  readonly text?: string | undefined;
  /** Name of a saved template. */
  readonly template?: string | undefined;
  readonly purpose?: Purpose;
}

/** A template's source for one person. */
export interface ChosenText {
  readonly source: string;
  /** In which dates, money and plurals are written. */
  readonly locale: string;
}

/** Where the text of an input comes from. */
export interface TextSource {
  /** A saved template's own; null where the input says it. */
  readonly purpose: Purpose | null;
  /** The text for a person's language; null where that is not known. */
  textFor(language: string | null): ChosenText;
}

/**
 * Where each input's text comes from, in order; each template is read once. Fails with `empty_text` without a text,
 * `invalid_input` with both, or for a service text from a marketing template, `template_unknown`.
 */
export async function readTextSources(
  store: Pick<TemplateStore, 'readTemplate'>,
  inputs: readonly TextChoice[],
): Promise<Result<TextSource>[]> {
  const names = new Set(inputs.flatMap(({ template }) => template ?? []));
  const read = await Promise.all([...names].map(async (name) => [name, await store.readTemplate(name)] as const));
  const saved = new Map(read);
  return inputs.map((input) => attempt(() => sourceOf(input, saved)));
}

function sourceOf({ text, template: name, purpose }: TextChoice, saved: ReadonlyMap<string, SavedTemplate | null>) {
  if (name === undefined) return writtenText(text);
  if (text !== undefined) refuse('Template', 'give a text or a template, not both');
  const template = saved.get(name) ?? null;
  if (template === null) throw new ZgodaError('template_unknown', { template: name });
  if (purpose === 'service' && template.purpose === 'marketing') {
    refuse('Purpose', 'the template is a marketing text, which cannot be sent as a service one');
  }
  return savedText(template);
}

function writtenText(text: string | undefined): TextSource {
  if (text === undefined) throw new ZgodaError('empty_text');
  return { purpose: null, textFor: (language) => ({ source: text, locale: language ?? defaultLocale }) };
}

function savedText(template: SavedTemplate): TextSource {
  return {
    purpose: template.purpose,
    textFor(wanted) {
      const { source, language } = chooseVariant(template, wanted);
      // A region of the person's own is kept (de-AT for a text in de); another language's dates would not fit the text.
      const fits = wanted !== null && primaryOf(wanted) === primaryOf(language);
      return { source, locale: fits ? wanted : language };
    },
  };
}

function primaryOf(language: string): string {
  return language.toLowerCase().split(/[-_]/, 1)[0] as string;
}

function refuse(field: string, problem: string): never {
  throw new ZgodaError('invalid_input', { field, problem });
}
