import type { z } from 'zod/v4';
import type { MadeFile } from '../shared/file';
import type { Result } from '../shared/result';
import type { Services } from './services';

/** A way out of an operation's node. */
export interface OperationOutput {
  readonly name: string;
  readonly label: string;
  readonly labelPl: string;
}

/** The part of an output that an operation with `makesFiles` puts its files into, each under its short name. */
export interface OutputFiles {
  readonly files?: Readonly<Partial<Record<string, MadeFile>>>;
}

/** What one run of an operation knows beside its inputs. */
export interface RunContext {
  /** The route that sends: the name that `Engine.attachRoute` or `describeRoute` gave. Null where the operation needs none. */
  readonly route: string | null;
}

/**
 * One job of the engine, described once for all doors. `run` takes all inputs of a call and gives one result for each,
 * in order; a bad input fails alone.
 */
export interface Operation<InputSchema extends z.ZodObject = z.ZodObject, Output extends object = object> {
  /** camelCase; doors derive their own forms (`send-sms`, `zgoda-send-sms`). */
  readonly name: string;
  readonly title: string;
  readonly titlePl: string;
  /** Sentence case, for example `Send an SMS`. */
  readonly action: string;
  readonly summary: string;
  readonly summaryPl: string;
  /** The key under which doors put the result on the item: `sms`, `contact`. */
  readonly resultKey: string;
  readonly outputs: readonly OperationOutput[];
  /** Index into `outputs`. */
  outputOf(output: Output): number;
  /** Whether its outputs hold `files` (see `OutputFiles`), which doors hand over as their host does. */
  readonly makesFiles?: boolean;
  /** Whether it sends, and so needs an operator account. */
  readonly needsRoute: boolean;
  /** Whether it reckons with an account's form and price where one is given; doors then do not connect for it. */
  readonly looksAtRoute?: boolean;
  readonly input: InputSchema;
  run(services: Services, inputs: readonly z.output<InputSchema>[], context: RunContext): Promise<Result<Output>[]>;
}

/** Keeps the types of a definition while checking it. */
export function defineOperation<InputSchema extends z.ZodObject, Output extends object>(
  operation: Operation<InputSchema, Output>,
): Operation<InputSchema, Output> {
  return operation;
}
