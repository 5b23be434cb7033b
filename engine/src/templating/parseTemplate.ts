import { parse, type Program } from 'handlebars/dist/cjs/handlebars/compiler/base';
import { ZgodaError } from '../shared/errors';

/** Longest source of a template, in UTF-16 units. */
export const maxSourceLength = 20_000;

const maxTags = 1_000;
const maxTagLength = 1_000;
const maxParentheses = 50;
const blankRun = /\s{1000}/;

/** Reads the Handlebars grammar. Throws `broken_template` with the line, or `template_limit`. */
export function parseTemplate(source: string): Program {
  const excess = findExcess(source);
  if (excess !== null) throw new ZgodaError('template_limit', { problem: excess });
  try {
    return parse(source);
  } catch (cause) {
    throw brokenTemplate(problemOf(cause), lineOf(cause));
  }
}

/**
 * What a source has too much of, or null. The parser takes time that grows with the square of a tag's parentheses and of
 * a run of blanks (9 s for 6,000 parentheses, without this), and recurses into blocks.
 */
function findExcess(source: string): string | null {
  if (source.length > maxSourceLength) return `it is longer than ${maxSourceLength} characters`;
  if (blankRun.test(source)) return 'it has more than 1000 blanks in a row';
  const [, ...tags] = source.split('{{');
  if (tags.length > maxTags) return `it has more than ${maxTags} tags`;
  for (const tag of tags) {
    const [inside = ''] = tag.split('}}', 1);
    if (inside.length > maxTagLength) return `a tag is not closed within ${maxTagLength} characters`;
    if (inside.split('(').length - 1 > maxParentheses) return `a tag has more than ${maxParentheses} parentheses`;
  }
  return null;
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
