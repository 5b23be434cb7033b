import type {
  BlockStatement,
  MustacheStatement,
  Program,
  Statement,
} from 'handlebars/dist/cjs/handlebars/compiler/base';
import { ZgodaError } from '../shared/errors';
import { compileBlock } from './compileBlock';
import { compileMustache, labelOf } from './compileExpression';
import { Elastic } from './elastic';
import { brokenTemplate } from './parseTemplate';
import type { Frame, Rendering } from './rendering';
import type { Scope } from './scope';
import { showValue } from './showValue';

/** Writes a piece of a template. */
export type Write = (frame: Frame, rendering: Rendering) => void;

const maxBlockNesting = 30;

/** Compiles a program; each piece becomes one function, so that rendering runs no generated code. */
export function compileProgram(program: Program | undefined, scope: Scope, nesting = 0): Write {
  const pieces: Write[] = [];
  for (const statement of program?.body ?? []) {
    const piece = compileStatement(statement, scope, nesting);
    if (piece !== null) pieces.push(piece);
  }
  return (frame, rendering) => {
    rendering.spend(pieces.length);
    for (const piece of pieces) piece(frame, rendering);
  };
}

function compileStatement(statement: Statement, scope: Scope, nesting: number): Write | null {
  switch (statement.type) {
    case 'ContentStatement': {
      const { value } = statement;
      return value === '' ? null : (_frame, rendering) => rendering.write(value);
    }
    case 'CommentStatement':
      return null;
    case 'MustacheStatement':
      return compileValue(statement, scope);
    case 'BlockStatement':
      return compileNestedBlock(statement, scope, nesting + 1);
    default:
      throw brokenTemplate('partials and decorators are not supported', statement.loc.start.line);
  }
}

function compileNestedBlock(block: BlockStatement, scope: Scope, nesting: number): Write {
  if (nesting > maxBlockNesting) throw brokenTemplate('its blocks are nested too deep', block.loc.start.line);
  return compileBlock(block, scope, (program, inner) => compileProgram(program, inner, nesting));
}

function compileValue(mustache: MustacheStatement, scope: Scope): Write {
  const evaluate = compileMustache(mustache, scope, true);
  const label = labelOf(mustache.path);
  return (frame, rendering) => {
    const value = evaluate(frame, rendering);
    if (typeof value === 'string') return rendering.write(value);
    if (value === undefined) throw new ZgodaError('missing_variable', { variable: rendering.missing });
    if (value instanceof Elastic) return rendering.writeElastic(value);
    const shown = showValue(value);
    if (shown === null) throw new ZgodaError('unusable_variable', { variable: label, problem: 'it is an object' });
    rendering.write(shown);
  };
}
