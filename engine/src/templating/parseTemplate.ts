import { parse, type Program } from 'handlebars/dist/cjs/handlebars/compiler/base';
import { ZgodaError } from '../shared/errors';

/** Longest source of a template, in UTF-16 units. */
export const MAX_SOURCE_LENGTH = 20_000;

const MAX_TAGS = 1_000;
const MAX_TAG_LENGTH = 1_000;
const MAX_PARENTHESES = 50;
const BLANK_RUN = /\s{1000}/;

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
  if (source.length > MAX_SOURCE_LENGTH) return `it is longer than ${MAX_SOURCE_LENGTH} characters`;
  if (BLANK_RUN.test(source)) return 'it has more than 1000 blanks in a row';
  const [, ...tags] = source.split('{{');
  if (tags.length > MAX_TAGS) return `it has more than ${MAX_TAGS} tags`;
  for (const tag of tags) {
    const [inside = ''] = tag.split('}}', 1);
    if (inside.length > MAX_TAG_LENGTH) return `a tag is not closed within ${MAX_TAG_LENGTH} characters`;
    if (inside.split('(').length - 1 > MAX_PARENTHESES) return `a tag has more than ${MAX_PARENTHESES} parentheses`;
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
