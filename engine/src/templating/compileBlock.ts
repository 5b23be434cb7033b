import type { BlockStatement, Program } from 'handlebars/dist/cjs/handlebars/compiler/base';
import { ZgodaError } from '../shared/errors';
import { compileExpression, compileMustache, hasArguments, labelOf, type Evaluate } from './compileExpression';
import type { Write } from './compileProgram';
import { isFilled } from './isFilled';
import { brokenTemplate } from './parseTemplate';
import type { Frame, NamedValues, Rendering } from './rendering';
import type { Scope } from './scope';

/** Compiles the inside of a block. */
type CompileInside = (program: Program | undefined, scope: Scope) => Write;

/** Compiles `{{#if}}`, `{{#unless}}`, `{{#each}}`, `{{#with}}`, and `{{#name}}` for a variable. */
export function compileBlock(block: BlockStatement, scope: Scope, inside: CompileInside): Write {
  const name = labelOf(block.path);
  if (!hasArguments(block)) return compileSection(block, scope, inside);
  switch (name) {
    case 'if':
      return compileCondition(block, scope, inside, true);
    case 'unless':
      return compileCondition(block, scope, inside, false);
    case 'each':
      return compileEach(block, scope, inside);
    case 'with':
      return compileWith(block, scope, inside);
    default:
      throw brokenTemplate(`there is no block "${name}"`, block.loc.start.line);
  }
}

function compileCondition(block: BlockStatement, scope: Scope, inside: CompileInside, wanted: boolean): Write {
  const evaluate = compileSubject(block, scope, false);
  const then = inside(block.program, scope);
  const otherwise = inside(block.inverse, scope);
  return (frame, rendering) => {
    const write = isFilled(evaluate(frame, rendering)) === wanted ? then : otherwise;
    write(frame, rendering);
  };
}

function compileWith(block: BlockStatement, scope: Scope, inside: CompileInside): Write {
  const needed = block.inverse === undefined;
  const evaluate = compileSubject(block, scope, needed);
  const names = block.program?.blockParams ?? [];
  const then = inside(block.program, scope.inside(names));
  const otherwise = inside(block.inverse, scope);
  return (frame, rendering) => {
    const value = evaluate(frame, rendering);
    if (value === undefined && needed) throw missing(rendering);
    if (isFilled(value)) then(enter(frame, value, frame.data, names, [value]), rendering);
    else otherwise(frame, rendering);
  };
}

function compileEach(block: BlockStatement, scope: Scope, inside: CompileInside): Write {
  const needed = block.inverse === undefined;
  const evaluate = compileSubject(block, scope, needed);
  const names = block.program?.blockParams ?? [];
  const then = inside(block.program, scope.inside(names));
  const otherwise = inside(block.inverse, scope);
  return (frame, rendering) => {
    const value = evaluate(frame, rendering);
    if (value === undefined && needed) throw missing(rendering);
    const count = eachItem(value, rendering, (item, data) => {
      then(enter(frame, item, data, names, [item, data['key']]), rendering);
    });
    if (count === 0) otherwise(frame, rendering);
  };
}

/** `{{#name}}`: for each of a list, with an object, if anything else; `{{^name}}` the other way round. */
function compileSection(block: BlockStatement, scope: Scope, inside: CompileInside): Write {
  const evaluate = compileMustache(block, scope, false);
  const names = block.program?.blockParams ?? [];
  const then = inside(block.program, scope.inside(names));
  const otherwise = inside(block.inverse, scope);
  return (frame, rendering) => {
    const value = evaluate(frame, rendering);
    if (!isFilled(value)) return otherwise(frame, rendering);
    if (!Array.isArray(value)) {
      return then(enter(frame, value === true ? frame.context : value, frame.data, names, [value]), rendering);
    }
    eachItem(value, rendering, (item, data) => {
      then(enter(frame, item, data, names, [item, data['key']]), rendering);
    });
  };
}

function compileSubject(block: BlockStatement, scope: Scope, needed: boolean): Evaluate {
  const [subject] = block.params;
  const name = labelOf(block.path);
  if (subject === undefined || block.params.length > 1 || block.hash !== undefined) {
    throw brokenTemplate(`"${name}" takes one value`, block.loc.start.line);
  }
  return compileExpression(subject, scope, needed);
}

function eachItem(
  value: unknown,
  rendering: Rendering,
  visit: (item: unknown, data: Readonly<Record<string, unknown>>) => void,
): number {
  if (typeof value !== 'object' || value === null) return 0;
  const list = value as Readonly<Record<string, unknown>>;
  const keys = Array.isArray(value) ? null : Object.keys(list);
  const count = keys?.length ?? (value as unknown[]).length;
  for (let index = 0; index < count; index++) {
    rendering.spend(1);
    const key = keys?.[index] ?? index;
    visit(list[key], { index, key, first: index === 0, last: index === count - 1 });
  }
  return count;
}

function enter(
  frame: Frame,
  context: unknown,
  data: Readonly<Record<string, unknown>>,
  names: readonly string[],
  values: readonly unknown[],
): Frame {
  const named: NamedValues | null = names.length === 0 ? frame.named : { names, values, outer: frame.named };
  return { context, parent: frame, data, named };
}

function missing(rendering: Rendering): ZgodaError {
  return new ZgodaError('missing_variable', { variable: rendering.missing });
}
