import { ZgodaError } from '../../shared/errors';
import type { RenderContext, Rendering } from '../rendering';

/** One call of a helper. */
export class HelperCall {
  constructor(
    readonly args: readonly unknown[],
    readonly options: Readonly<Record<string, unknown>>,
    /** How the template writes each argument. */
    readonly labels: readonly string[],
    private readonly rendering: Rendering,
  ) {}

  get context(): RenderContext {
    return this.rendering.context;
  }

  /** Counts work that grows with the arguments. */
  spend(steps: number): void {
    this.rendering.spend(steps);
  }

  /** The error of an argument that the helper can do nothing with. */
  unusable(position: number, problem: string): ZgodaError {
    return new ZgodaError('unusable_variable', { variable: this.labels[position] ?? '', problem });
  }

  /** The error of an option that the helper can do nothing with. */
  unusableOption(name: string, problem: string): ZgodaError {
    return new ZgodaError('unusable_variable', { variable: name, problem });
  }
}

/** A function that templates may call; there are no others. */
export interface Helper {
  /** Fewest and most arguments. */
  readonly parameters: readonly [least: number, most: number];
  /** Names of its options (`name=value`). */
  readonly options?: readonly string[];
  /** Whether it is called with undefined for a missing variable; others are not called then. */
  readonly takesMissing?: boolean;
  /** Undefined: missing. */
  apply(call: HelperCall): unknown;
}
