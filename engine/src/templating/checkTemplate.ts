import { ZgodaError } from '../shared/errors';
import { usableLocale } from './locale';
import { findPromotionalWording } from './promotionalWording';
import type { TemplateDraft } from './savedTemplate';
import { compileTemplate, type Template } from './template';

/** Something about a draft that its author should know. */
export interface TemplateFinding {
  /** An error keeps the template from being saved; a warning does not. */
  readonly severity: 'error' | 'warning';
  readonly code:
    | 'name_missing'
    | 'variant_missing'
    | 'language_unknown'
    | 'text_empty'
    | 'template_broken'
    | 'variable_undeclared'
    | 'variants_differ'
    | 'promotional_wording';
  /** The variant that it is about; null for the template as a whole. */
  readonly language: string | null;
  /** Line of the variant's source; null where there is none. */
  readonly line: number | null;
  /** One sentence. */
  readonly problem: string;
}

/** Variables that every text has without being given any: the contact's own, and their link. */
const contactVariables = [
  'firstName',
  'lastName',
  'email',
  'language',
  'country',
  'birthDate',
  'groups',
  'contact',
  'withdrawalLink',
];

const maxNameLength = 100;
const tag = /\{\{.*?\}\}/gs;

/** Everything to be said about a draft before it is saved; errors first. */
export function checkTemplate(draft: TemplateDraft): TemplateFinding[] {
  const compiled = new Map<string, Template>();
  const findings = [...checkDraft(draft)];
  for (const [language, source] of Object.entries(draft.variants)) {
    const outcome = compileVariant(language, source);
    if ('severity' in outcome) findings.push(outcome);
    else compiled.set(language, outcome);
  }
  for (const [language, template] of compiled) {
    findings.push(...checkVariables(draft, language, template), ...checkWording(draft, language, template));
  }
  findings.push(...checkAgreement(draft, compiled));
  return findings.sort((one, other) => one.severity.localeCompare(other.severity));
}

function* checkDraft(draft: TemplateDraft): Generator<TemplateFinding> {
  const { name, variants, defaultLanguage } = draft;
  if (name.trim() === '' || name.length > maxNameLength) {
    yield error('name_missing', null, `The template needs a name of at most ${maxNameLength} characters.`);
  }
  if (!Object.hasOwn(variants, defaultLanguage)) {
    yield error('variant_missing', null, `There is no text in the default language (${defaultLanguage}).`);
  }
  for (const language of Object.keys(variants)) {
    if (usableLocale(language).split('-')[0] !== language.split(/[-_]/)[0]?.toLowerCase()) {
      yield error('language_unknown', language, `"${language}" is not a language code such as pl or en-GB.`);
    }
  }
}

function compileVariant(language: string, source: string): Template | TemplateFinding {
  if (source.trim() === '') return error('text_empty', language, 'The text is empty.');
  try {
    return compileTemplate(source);
  } catch (thrown) {
    if (!(thrown instanceof ZgodaError)) throw thrown;
    const line = typeof thrown.data['line'] === 'number' ? thrown.data['line'] : null;
    return { ...error('template_broken', language, thrown.message), line };
  }
}

function* checkVariables(draft: TemplateDraft, language: string, template: Template): Generator<TemplateFinding> {
  if (draft.variables === null) return;
  const declared = new Set([...draft.variables, ...contactVariables]);
  for (const { name, line } of template.variables.values()) {
    if (declared.has(name)) continue;
    yield { ...error('variable_undeclared', language, `"${name}" is not among the variables of this template.`), line };
  }
}

function* checkWording(draft: TemplateDraft, language: string, template: Template): Generator<TemplateFinding> {
  if (draft.purpose !== 'service') return;
  const found = findPromotionalWording(template.source.replace(tag, ' '), language);
  if (found.length === 0) return;
  const words = found.map((each) => `"${each}"`).join(', ');
  const problem = `${words} may be advertising, which needs the person's consent: a service text must not carry any.`;
  yield warning('promotional_wording', language, problem);
}

/** A variable that only some variants show is mostly one that was forgotten in the others. */
function* checkAgreement(draft: TemplateDraft, compiled: ReadonlyMap<string, Template>): Generator<TemplateFinding> {
  const base = compiled.get(draft.defaultLanguage);
  if (base === undefined) return;
  for (const [language, template] of compiled) {
    const lacking = [...base.variables.keys()].filter((name) => !template.variables.has(name));
    if (lacking.length === 0) continue;
    const names = lacking.map((name) => `"${name}"`).join(', ');
    yield warning('variants_differ', language, `${names} of the ${draft.defaultLanguage} text does not appear here.`);
  }
}

function error(code: TemplateFinding['code'], language: string | null, problem: string): TemplateFinding {
  return { severity: 'error', code, language, line: null, problem };
}

function warning(code: TemplateFinding['code'], language: string | null, problem: string): TemplateFinding {
  return { severity: 'warning', code, language, line: null, problem };
}
