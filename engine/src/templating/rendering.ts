import { ZgodaError } from '../shared/errors';
import { fitElastics, type Elastic, type PlacedElastic } from './elastic';

/** What a template knows of its recipient beside the variables. */
export interface RenderContext {
  /** BCP 47. */
  readonly locale: string;
  /** IANA time zone. */
  readonly zone: string;
  /** Epoch milliseconds; `@now` in templates. */
  readonly nowMs: number;
}

/** Longest text that a template may make, in UTF-16 units. */
export const maxOutputLength = 20_000;

/** Most work of one rendering: a tag or text run, an iteration, a helper's call and a character handed to one are steps. */
const maxSteps = 100_000;

const maxElastics = 10;

/** One rendering under way: what it wrote, and what it may still spend. */
export class Rendering {
  /** Name of the variable that was last found missing. */
  missing = '';
  #output = '';
  #elastics: PlacedElastic[] | null = null;
  #steps = 0;

  constructor(
    readonly root: unknown,
    readonly context: RenderContext,
  ) {}

  write(text: string): void {
    if (this.#output.length + text.length > maxOutputLength) {
      throw new ZgodaError('template_limit', { problem: `its text is longer than ${maxOutputLength} characters` });
    }
    this.#output += text;
  }

  /** Writes a piece that is shortened at the end, when the whole text is known. */
  writeElastic(elastic: Elastic): void {
    this.#elastics ??= [];
    if (this.#elastics.length >= maxElastics) {
      throw new ZgodaError('template_limit', { problem: `it truncates by segments more than ${maxElastics} times` });
    }
    this.#elastics.push({ start: this.#output.length, elastic });
    this.write(elastic.text);
  }

  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > maxSteps) throw new ZgodaError('template_limit', { problem: 'it loops too long' });
  }

  /** The whole text. */
  finish(): string {
    return this.#elastics === null ? this.#output : fitElastics(this.#output, this.#elastics);
  }
}

/** What names mean at one place of a rendering. */
export interface Frame {
  /** What `this` is. */
  readonly context: unknown;
  /** What `../` climbs to; null at the top. */
  readonly parent: Frame | null;
  /** `@index`, `@key`, `@first`, `@last` of the innermost loop. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Values named by `as |name|`, innermost first. */
  readonly named: NamedValues | null;
}

/** A linked list of the names that blocks gave. */
export interface NamedValues {
  readonly names: readonly string[];
  readonly values: readonly unknown[];
  readonly outer: NamedValues | null;
}

/** The value of an own property: never one that an object inherits. Functions count as absent, null as undefined. */
export function ownValue(parent: unknown, name: string): unknown {
  if (parent === undefined || parent === null || !Object.hasOwn(parent as object, name)) return undefined;
  const value = (parent as Record<string, unknown>)[name];
  return typeof value === 'function' ? undefined : (value ?? undefined);
}
