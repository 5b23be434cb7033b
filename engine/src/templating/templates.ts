import { toZgodaError } from '../shared/errors';
import type { Purpose } from '../shared/purpose';
import { failure, success, type Result } from '../shared/result';
import { saveVariant, type SavePorts } from './saveTemplate';

/** What saving one text is asked. */
export interface SaveTemplateInput {
  /** Its name. */
  readonly template: string;
  readonly text: string;
  readonly language: string;
  readonly purpose: Purpose;
  /** Names of the variables that flows give; empty: as declared before, or not checked. */
  readonly variables: readonly string[];
  readonly isDefault: boolean;
}

/** What was saved, as flows see it. */
export interface SaveTemplateResult {
  readonly templateId: string;
  readonly template: string;
  /** From 1; the same text again makes no new one. */
  readonly version: number;
  readonly purpose: Purpose;
  /** The languages that it has now. */
  readonly languages: readonly string[];
  readonly defaultLanguage: string;
  /** Sentences on what its author should look at. */
  readonly warnings: readonly string[];
}

/** Saves templates. */
export interface Templates {
  /** One result for each input, in order: several languages of one template are saved one after the other. */
  save(inputs: readonly SaveTemplateInput[]): Promise<Result<SaveTemplateResult>[]>;
}

/** Saved templates over one store. */
export function createTemplates(ports: SavePorts): Templates {
  return {
    async save(inputs) {
      const results: Result<SaveTemplateResult>[] = [];
      for (const input of inputs) results.push(await saveOne(input, ports));
      return results;
    },
  };
}

async function saveOne(input: SaveTemplateInput, ports: SavePorts): Promise<Result<SaveTemplateResult>> {
  const { template: name, text, language, purpose, isDefault } = input;
  const variables = input.variables.length === 0 ? null : input.variables;
  try {
    const variant = { name, purpose, language, source: text, variables, isDefault };
    const { template, warnings } = await saveVariant(variant, ports);
    return success({
      templateId: template.id,
      template: template.name,
      version: template.version,
      purpose: template.purpose,
      languages: Object.keys(template.variants).sort(),
      defaultLanguage: template.defaultLanguage,
      warnings: warnings.map(({ language: of, problem }) => (of === null ? problem : `${of}: ${problem}`)),
    });
  } catch (thrown) {
    return failure(toZgodaError(thrown));
  }
}
