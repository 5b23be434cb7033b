import { runOperation, toZgodaError, type Operation, type RawInput, type Result } from '@zgoda/engine';
import type { NodeMessage, NodeMessageInFlow } from 'node-red';
import type { Connection } from './connection';
import { toNodeError } from './nodeError';
import { isCountName, type CountName, type Counts } from './statusLine';

/** A message on its way through a node: `send` and `done` are the functions that came with it. */
export interface Job {
  readonly msg: NodeMessageInFlow;
  readonly send: (messages: (NodeMessage | null)[]) => void;
  readonly done: (error?: Error) => void;
}

/** What a batch of jobs needs. */
export interface JobContext {
  readonly operation: Operation;
  readonly read: (msg: NodeMessage) => Promise<RawInput>;
  readonly connection: () => Promise<Connection>;
  /** Names the route to reckon with where none is connected; absent for operations that reckon with none. */
  readonly describeRoute?: (engine: Connection['engine']) => string | null;
  readonly count: (counts: Partial<Counts>) => void;
}

/**
 * Runs an operation over a batch of messages. Each message gets its result and leaves by the output that the result
 * chooses, or ends with its own error, in the order in which they came. Never rejects.
 */
export async function runJobs(context: JobContext, jobs: readonly Job[]): Promise<void> {
  const inputs = await Promise.all(jobs.map((job) => settled(context.read(job.msg))));
  const readable = inputs.flatMap((input) => (input.ok ? [input.value] : []));
  const ran = (await runAll(context, readable)).values();
  jobs.forEach((job, position) => {
    const input = inputs[position] as Result<RawInput>;
    finish(context, job, input.ok ? (ran.next().value as Result<object>) : input);
  });
}

/** One result for each input; a failure of the whole call is the failure of each. */
async function runAll(context: JobContext, inputs: readonly RawInput[]): Promise<Result<object>[]> {
  if (inputs.length === 0) return [];
  const results = await settled(
    (async () => {
      const { engine, route } = await context.connection();
      const routeName = route?.name ?? context.describeRoute?.(engine) ?? null;
      return runOperation(context.operation, engine.services, inputs, { route: routeName });
    })(),
  );
  return results.ok ? results.value : inputs.map(() => results);
}

function finish({ operation, count }: JobContext, { msg, send, done }: Job, result: Result<object>): void {
  if (!result.ok) {
    count({ failed: 1 });
    done(toNodeError(result.error));
    return;
  }
  const output = operation.outputOf(result.value);
  msg[operation.resultKey] = result.value;
  count({ [countNameOf(operation, output)]: 1 });
  send(operation.outputs.map((_, index) => (index === output ? msg : null)));
  done();
}

function countNameOf({ outputs }: Operation, output: number): CountName {
  const name = outputs[output]?.name ?? '';
  return output > 0 && isCountName(name) ? name : 'ok';
}

async function settled<Value>(promise: Promise<Value>): Promise<Result<Value>> {
  try {
    return { ok: true, value: await promise };
  } catch (thrown) {
    return { ok: false, error: toZgodaError(thrown) };
  }
}
