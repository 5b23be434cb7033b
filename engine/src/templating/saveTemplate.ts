import type { Clock } from '../shared/clock';
import { ZgodaError } from '../shared/errors';
import type { IdSource } from '../shared/ids';
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

/**
 * Checks a draft and saves it as the next version of its name; the same draft again saves nothing new. Throws
 * `template_refused` with the first error.
 */
export async function saveTemplate(draft: TemplateDraft, { store, clock, ids }: SavePorts): Promise<SaveOutcome> {
  const findings = checkTemplate(draft);
  const refusal = findings.find(({ severity }) => severity === 'error');
  if (refusal !== undefined) throw refused(refusal);
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const newest = await store.readTemplate(draft.name);
    if (newest !== null && isSameDraft(newest, draft)) return { template: newest, warnings: findings };
    const template = nextVersion(draft, newest, ids.next(), clock.nowMs());
    if (await store.appendTemplate(template)) return { template, warnings: findings };
  }
  throw new ZgodaError('store_busy');
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
