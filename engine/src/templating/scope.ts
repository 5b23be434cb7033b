/** A variable that a template reads from the top. */
export interface TemplateVariable {
  /** First part of its path. */
  readonly name: string;
  /** Whether the text fails when it is missing, wherever that place is reached. */
  readonly needed: boolean;
  /** Line of its first use. */
  readonly line: number;
}

/** What names mean at one place of a template's source. */
export interface Scope {
  /** How many blocks around changed what `this` is. */
  readonly depth: number;
  /** Whether a block around gave this name. */
  isNamed(name: string): boolean;
  /** Notes that the template reads a variable of the top. */
  noteVariable(name: string, needed: boolean, line: number): void;
  /** The scope in a block that changes `this` and gives names. */
  inside(names: readonly string[]): Scope;
}

/** The outermost scope, which gathers variables into `variables`. */
export function topScope(variables: Map<string, TemplateVariable>): Scope {
  const noteVariable = (name: string, needed: boolean, line: number): void => {
    const noted = variables.get(name);
    variables.set(name, { name, needed: needed || noted?.needed === true, line: noted?.line ?? line });
  };
  const scopeAt = (depth: number, names: ReadonlySet<string>): Scope => ({
    depth,
    isNamed: (name) => names.has(name),
    noteVariable,
    inside: (added) => scopeAt(depth + 1, new Set([...names, ...added])),
  });
  return scopeAt(0, new Set());
}
