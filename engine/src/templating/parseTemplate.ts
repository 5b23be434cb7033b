import { parse, type Program } from 'handlebars/dist/cjs/handlebars/compiler/base';
import { ZgodaError } from '../shared/errors';

/** Longest source of a template, in UTF-16 units. */
export const MAX_SOURCE_LENGTH = 20_000;

/** Most blocks and mustaches in a template: what the parser's own recursion stands many times over. */
const MAX_TAGS = 1_000;

/** Reads the Handlebars grammar. Throws `broken_template` with the line, or `template_limit`. */
export function parseTemplate(source: string): Program {
  if (source.length > MAX_SOURCE_LENGTH) {
    throw new ZgodaError('template_limit', { problem: `it is longer than ${MAX_SOURCE_LENGTH} characters` });
  }
  if (source.split('{{').length - 1 > MAX_TAGS) {
    throw new ZgodaError('template_limit', { problem: `it has more than ${MAX_TAGS} tags` });
  }
  try {
    return parse(source);
  } catch (cause) {
    throw brokenTemplate(problemOf(cause), lineOf(cause));
  }
}

/** The error of a template that does not follow the grammar. */
export function brokenTemplate(problem: string, line: number): ZgodaError {
  return new ZgodaError('broken_template', { problem, line });
}

/** The parser quotes the source in its message; only what it expected is kept. */
function problemOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : '';
  if (message.includes("doesn't match")) return 'a block is closed by another name than it was opened';
  if (message.includes("got 'EOF'")) return 'a block or a pair of braces is not closed';
  if (message.startsWith('Invalid path')) return 'a name has .. or this after its start';
  return 'the braces are not balanced, or something between them is not understood';
}

function lineOf(cause: unknown): number {
  const place = cause as { lineNumber?: number; message?: string } | null;
  return place?.lineNumber ?? Number(/line (\d+)/.exec(place?.message ?? '')?.[1] ?? 1);
}
