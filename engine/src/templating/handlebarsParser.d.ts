/** The parser of Handlebars alone: its grammar and whitespace rules, without its code generator and runtime. */
declare module 'handlebars/dist/cjs/handlebars/compiler/base' {
  /** Throws an Error whose message has the line. */
  export function parse(source: string): Program;

  export interface Place {
    readonly start: { readonly line: number };
  }

  export interface Program {
    readonly type: 'Program';
    readonly body: readonly Statement[];
    readonly blockParams?: readonly string[];
  }

  export type Statement =
    | { readonly type: 'ContentStatement'; readonly value: string; readonly loc: Place }
    | { readonly type: 'CommentStatement'; readonly loc: Place }
    | MustacheStatement
    | BlockStatement
    | {
        readonly type: 'PartialStatement' | 'PartialBlockStatement' | 'Decorator' | 'DecoratorBlock';
        readonly loc: Place;
      };

  interface Call {
    readonly path: Expression;
    readonly params: readonly Expression[];
    readonly hash?: { readonly pairs: readonly { readonly key: string; readonly value: Expression }[] };
    readonly loc: Place;
  }

  export interface MustacheStatement extends Call {
    readonly type: 'MustacheStatement';
  }

  export interface BlockStatement extends Call {
    readonly type: 'BlockStatement';
    /** Absent in `{{^name}}` without an else. */
    readonly program?: Program;
    readonly inverse?: Program;
  }

  export interface SubExpression extends Call {
    readonly type: 'SubExpression';
  }

  export interface PathExpression {
    readonly type: 'PathExpression';
    /** Whether it starts with `@`. */
    readonly data: boolean;
    /** How many `../` it starts with. */
    readonly depth: number;
    readonly parts: readonly string[];
    readonly original: string;
    readonly loc: Place;
  }

  export type Literal =
    | { readonly type: 'StringLiteral'; readonly value: string; readonly original: string; readonly loc: Place }
    | { readonly type: 'NumberLiteral'; readonly value: number; readonly original: number; readonly loc: Place }
    | { readonly type: 'BooleanLiteral'; readonly value: boolean; readonly original: boolean; readonly loc: Place }
    | { readonly type: 'UndefinedLiteral' | 'NullLiteral'; readonly loc: Place };

  export type Expression = PathExpression | SubExpression | Literal;
}
