import { compileProgram } from './compileProgram';
import { parseTemplate } from './parseTemplate';
import { Rendering, type RenderContext } from './rendering';
import { topScope, type TemplateVariable } from './scope';

/** A text with places for variables, ready to be filled in any number of times. */
export interface Template {
  readonly source: string;
  /** The variables that it reads, by name. */
  readonly variables: ReadonlyMap<string, TemplateVariable>;
  /**
   * The text for one recipient. Throws `missing_variable` for a variable that is absent or null and has no fallback,
   * `unusable_variable` for one of the wrong kind, `template_limit` where it would take too long or get too big.
   */
  render(variables: Readonly<Record<string, unknown>>, context: RenderContext): string;
}

const noData = {};

/**
 * Compiles a Handlebars template. Nothing is escaped (a text is no HTML), only own properties are read, only the helpers
 * of the allow-list exist, and no code is generated. Throws `broken_template` or `template_limit`.
 */
export function compileTemplate(source: string): Template {
  const variables = new Map<string, TemplateVariable>();
  const write = compileProgram(parseTemplate(source), topScope(variables));
  return {
    source,
    variables,
    render(values, context) {
      const rendering = new Rendering(values, context);
      write({ context: values, parent: null, data: noData, named: null }, rendering);
      return rendering.finish();
    },
  };
}
