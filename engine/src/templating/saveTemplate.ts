import type { Clock } from '../shared/clock';
import { ZgodaError } from '../shared/errors';
import type { IdSource } from '../shared/ids';
import type { Purpose } from '../shared/purpose';
import { checkTemplate, type TemplateFinding } from './checkTemplate';
import type { SavedTemplate, TemplateDraft } from './savedTemplate';
import type { TemplateStore } from './templateStore';

/** What saving needs beside the draft. */
export interface SavePorts {
  readonly store: Pick<TemplateStore, 'appendTemplate' | 'readTemplate'>;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** What was saved, and the warnings that did not keep it from being saved. */
export interface SaveOutcome {
  readonly template: SavedTemplate;
  readonly warnings: readonly TemplateFinding[];
}

const attempts = 5;

/** The text of one language of a template. */
export interface VariantDraft {
  readonly name: string;
  /** Of the template: it holds for all its languages. */
  readonly purpose: Purpose;
  readonly language: string;
  readonly source: string;
  /** See `TemplateDraft`; null keeps what was declared. */
  readonly variables: readonly string[] | null;
  /** Whether people whose language has no text get this one. The first language of a template is so anyway. */
  readonly isDefault: boolean;
}

/**
 * Checks a draft and saves it as the next version of its name; the same draft again saves nothing new. Throws
 * `template_refused` with the first error.
 */
export function saveTemplate(draft: TemplateDraft, ports: SavePorts): Promise<SaveOutcome> {
  return saveNext(draft.name, () => draft, ports);
}

/** Adds a language to a template, or changes it, and leaves the others as they are; else as `saveTemplate`. */
export function saveVariant(variant: VariantDraft, ports: SavePorts): Promise<SaveOutcome> {
  return saveNext(variant.name, (newest) => withVariant(newest, variant), ports);
}

async function saveNext(
  name: string,
  draftAfter: (newest: SavedTemplate | null) => TemplateDraft,
  { store, clock, ids }: SavePorts,
): Promise<SaveOutcome> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const newest = await store.readTemplate(name);
    const draft = draftAfter(newest);
    const findings = checkTemplate(draft);
    const refusal = findings.find(({ severity }) => severity === 'error');
    if (refusal !== undefined) throw refused(refusal);
    if (newest !== null && isSameDraft(newest, draft)) return { template: newest, warnings: findings };
    const template = nextVersion(draft, newest, ids.next(), clock.nowMs());
    if (await store.appendTemplate(template)) return { template, warnings: findings };
  }
  throw new ZgodaError('store_busy');
}

function withVariant(newest: SavedTemplate | null, variant: VariantDraft): TemplateDraft {
  const { name, purpose, source, isDefault } = variant;
  const known = Object.keys(newest?.variants ?? {});
  const language = known.find((each) => each.toLowerCase() === variant.language.toLowerCase()) ?? variant.language;
  return {
    name,
    purpose,
    variants: { ...newest?.variants, [language]: source },
    defaultLanguage: isDefault || newest === null ? language : newest.defaultLanguage,
    variables: variant.variables ?? newest?.variables ?? null,
  };
}

function nextVersion(draft: TemplateDraft, newest: SavedTemplate | null, id: string, nowMs: number): SavedTemplate {
  const { name, purpose, variants, defaultLanguage, variables } = draft;
  const version = (newest?.version ?? 0) + 1;
  return { id, name, version, purpose, variants, defaultLanguage, variables, savedAtMs: nowMs };
}

function isSameDraft(one: TemplateDraft, other: TemplateDraft): boolean {
  return fingerprint(one) === fingerprint(other);
}

/** Variants in the order of their languages, as a store may give them back in another. */
function fingerprint({ purpose, variants, defaultLanguage, variables }: TemplateDraft): string {
  const sorted = Object.entries(variants).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([purpose, sorted, defaultLanguage, variables]);
}

function refused({ language, line, problem }: TemplateFinding): ZgodaError {
  return new ZgodaError('template_refused', { problem, language: language ?? undefined, line: line ?? undefined });
}
