import type { Expression, PathExpression } from 'handlebars/dist/cjs/handlebars/compiler/base';
import { HelperCall, type Helper } from './helpers/helper';
import { helpers } from './helpers/index';
import { brokenTemplate } from './parseTemplate';
import { ownValue, type Frame, type Rendering } from './rendering';
import type { Scope } from './scope';

/** Works out an expression: undefined when a variable is missing, whose name is then in `rendering.missing`. */
export type Evaluate = (frame: Frame, rendering: Rendering) => unknown;

/** A mustache, block opening or subexpression, as far as it calls something. */
interface Call {
  readonly path: Expression;
  readonly params: readonly Expression[];
  readonly hash?: { readonly pairs: readonly { readonly key: string; readonly value: Expression }[] };
}

const maxNesting = 30;
const maxPathParts = 10;
const maxLabelLength = 60;

/** Compiles an expression. `needed`: whether the text fails without it. */
export function compileExpression(expression: Expression, scope: Scope, needed: boolean, nesting = 0): Evaluate {
  if (nesting > maxNesting) throw brokenTemplate('its expressions are nested too deep', expression.loc.start.line);
  switch (expression.type) {
    case 'PathExpression':
      return compilePath(expression, scope, needed);
    case 'SubExpression':
      return compileCall(expression, scope, needed, nesting);
    case 'UndefinedLiteral':
    case 'NullLiteral':
      return () => undefined;
    default: {
      const { value } = expression;
      return () => value;
    }
  }
}

/** Compiles what stands in a mustache: a call where it has arguments, else a variable, also one named like a helper. */
export function compileMustache(call: Call, scope: Scope, needed: boolean): Evaluate {
  if (hasArguments(call)) return compileCall(call, scope, needed, 0);
  const { path } = call;
  return path.type === 'PathExpression'
    ? compilePath(path, scope, needed)
    : compilePath(literalName(path), scope, needed);
}

/** Whether a mustache has arguments, and so calls a helper. */
export function hasArguments(call: Call): boolean {
  return call.params.length > 0 || call.hash !== undefined;
}

/** What an expression is about, for messages: the variable that it reads first. */
export function labelOf(expression: Expression): string {
  const label = fullLabelOf(expression);
  return label.length > maxLabelLength ? `${label.slice(0, maxLabelLength)}...` : label;
}

function fullLabelOf(expression: Expression): string {
  switch (expression.type) {
    case 'PathExpression':
      return expression.original;
    case 'SubExpression':
      return fullLabelOf(expression.params[0] ?? expression.path);
    case 'NullLiteral':
      return 'null';
    case 'UndefinedLiteral':
      return 'undefined';
    default:
      return String(expression.original);
  }
}

function compileCall(call: Call, scope: Scope, needed: boolean, nesting: number): Evaluate {
  const name = labelOf(call.path);
  const helper = helpers.get(name);
  const line = call.path.loc.start.line;
  if (helper === undefined) throw brokenTemplate(`there is no helper "${name}"`, line);
  const pairs = call.hash?.pairs ?? [];
  checkArguments(
    name,
    helper,
    call.params.length,
    pairs.map(({ key }) => key),
    line,
  );
  const args = call.params.map((each) => compileExpression(each, scope, needed && !helper.takesMissing, nesting + 1));
  const options = pairs.map(({ key, value }) => [key, compileExpression(value, scope, needed, nesting + 1)] as const);
  const labels = call.params.map(labelOf);
  return (frame, rendering) => {
    rendering.spend(1);
    const values: unknown[] = [];
    for (const evaluate of args) {
      const value = evaluate(frame, rendering);
      if (value === undefined && !helper.takesMissing) return undefined;
      values.push(value);
    }
    const chosen: Record<string, unknown> = {};
    for (const [key, evaluate] of options) {
      const value = evaluate(frame, rendering);
      if (value === undefined) return undefined;
      chosen[key] = value;
    }
    const result = helper.apply(new HelperCall(values, chosen, labels, rendering));
    if (result === undefined) rendering.missing = labels[0] ?? name;
    return result;
  };
}

function checkArguments(name: string, helper: Helper, count: number, keys: readonly string[], line: number): void {
  const [least, most] = helper.parameters;
  if (count < least || count > most) {
    const wanted = least === most ? String(least) : `${least} to ${most}`;
    throw brokenTemplate(`"${name}" takes ${wanted} values, not ${count}`, line);
  }
  const unknown = keys.find((key) => !(helper.options ?? []).includes(key));
  if (unknown !== undefined) throw brokenTemplate(`"${name}" has no option "${unknown}"`, line);
}

/** `{{"first name"}}` and `{{1}}` are names too. */
function literalName(expression: Exclude<Expression, PathExpression>): PathExpression {
  const original = fullLabelOf(expression);
  return { type: 'PathExpression', data: false, depth: 0, parts: [original], original, loc: expression.loc };
}

function compilePath(path: PathExpression, scope: Scope, needed: boolean): Evaluate {
  const original = labelOf(path);
  if (path.parts.length > maxPathParts) throw brokenTemplate(`"${original}" has too many parts`, path.loc.start.line);
  if (path.data) return compileData(path, original);
  const { depth } = path;
  const [head, ...rest] = path.parts;
  if (head !== undefined && depth === 0 && scope.isNamed(head)) return compileNamed(head, rest, original);
  if (depth > scope.depth) throw brokenTemplate(`"${original}" climbs higher than the template`, path.loc.start.line);
  if (depth === scope.depth && head !== undefined) scope.noteVariable(head, needed, path.loc.start.line);
  if (depth === 0 && head !== undefined && rest.length === 0) {
    return (frame, rendering) => {
      const value = ownValue(frame.context, head);
      if (value === undefined) rendering.missing = original;
      return value;
    };
  }
  const parts = path.parts;
  return (frame, rendering) => {
    let place: Frame | null = frame;
    for (let climbed = 0; climbed < depth && place !== null; climbed++) place = place.parent;
    return dig(place?.context ?? undefined, parts, original, rendering);
  };
}

function compileNamed(name: string, rest: readonly string[], original: string): Evaluate {
  return (frame, rendering) => {
    let named = frame.named;
    while (named !== null && !named.names.includes(name)) named = named.outer;
    return dig(named?.values[named.names.indexOf(name)] ?? undefined, rest, original, rendering);
  };
}

const loopData = new Set(['index', 'key', 'first', 'last']);

function compileData(path: PathExpression, original: string): Evaluate {
  const [head = '', ...rest] = path.parts;
  if (head === 'root') return (_frame, rendering) => dig(rendering.root, rest, original, rendering);
  if (head === 'now') return (_frame, rendering) => rendering.context.nowMs;
  if (!loopData.has(head)) throw brokenTemplate(`there is no "${original}"`, path.loc.start.line);
  return (frame, rendering) => dig(frame.data, path.parts, original, rendering);
}

function dig(start: unknown, parts: readonly string[], original: string, rendering: Rendering): unknown {
  let value = start;
  for (const part of parts) value = ownValue(value, part);
  if (value === undefined) rendering.missing = original;
  return value;
}
