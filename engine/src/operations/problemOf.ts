import type { z } from 'zod/v4';

/**
 * What is wrong with a value of `input`, in words that follow the name of its field; never repeats the value.
 * `input` is what the schema was given: zod's issues leave values out.
 */
export function problemOf(issue: z.core.$ZodIssue | undefined, input: unknown): string {
  if (issue === undefined) return 'it is not usable';
  if (issue.code === 'invalid_type') return isAbsent(issue, input) ? 'it is missing' : `it must be ${kindOf(issue)}`;
  if (issue.code === 'invalid_value') return `it must be one of ${issue.values.join(', ')}`;
  if (issue.code === 'too_big' && issue.message.startsWith('Too big')) return tooBig(issue);
  if (issue.code === 'too_small' && issue.message.startsWith('Too small')) return tooSmall(issue);
  return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
}

function isAbsent({ path }: z.core.$ZodIssue, input: unknown): boolean {
  const value = path.reduce<unknown>((at, part) => (at as Record<PropertyKey, unknown> | undefined)?.[part], input);
  return value === undefined;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  record: 'an object with named values',
  object: 'an object with named values',
};

const kindOf = ({ expected }: z.core.$ZodIssueInvalidType): string => kinds[expected] ?? `a ${expected}`;

/** What a size counts, by what has it; a number is its own size. */
const counted: Readonly<Record<string, string>> = { string: 'characters', array: 'entries', set: 'entries' };

function tooBig({ origin, maximum, inclusive }: z.core.$ZodIssueTooBig): string {
  const what = counted[origin];
  if (what !== undefined) return `it has more than ${maximum} ${what}`;
  return inclusive === false ? `it must be less than ${maximum}` : `it must be at most ${maximum}`;
}

function tooSmall({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): string {
  const what = counted[origin];
  if (what !== undefined) return `it has fewer than ${minimum} ${what}`;
  return inclusive === false ? `it must be more than ${minimum}` : `it must be at least ${minimum}`;
}
