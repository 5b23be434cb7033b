import { describeFields, type Engine, type Operation } from '@zgoda/engine';
import type { Node, NodeAPI, NodeDef } from 'node-red';
import { drawFields } from '../fields/drawnField.mts';
import { createBatcher } from './batcher';
import { describedRoute } from './connection';
import { createFieldReader, type NodeConfig } from './fieldReader';
import { keepConnection } from './keepConnection';
import { runJobs, type Job } from './runJobs';
import { createStatusLine } from './statusLine';

/** What a node may set beside its operation. */
interface OperationNodeOptions {
  /** How many batches may run at once: 1, unless the operation waits for something slow. */
  readonly overlap?: (config: NodeConfig) => number;
}

const maxItems = 500;
/** Node-RED gives a closing node 15 s, and the engine needs up to 8 of them. */
const drainMs = 5_000;

/**
 * Registers a node that runs an operation: messages go through in batches, the result lands on `msg[resultKey]` and
 * chooses the output, a failure goes to Catch nodes alone.
 */
export function registerOperationNode(
  RED: NodeAPI,
  type: string,
  operation: Operation,
  { overlap = () => 1 }: OperationNodeOptions = {},
): void {
  const fields = drawFields(describeFields(operation.input));

  function OperationNode(this: Node, definition: NodeDef): void {
    RED.nodes.createNode(this, definition);
    const config = definition as NodeDef & NodeConfig;
    const status = createStatusLine(RED, this);
    const connection = keepConnection(RED, this, config, status, { needsRoute: operation.needsRoute });
    const context = {
      operation,
      read: createFieldReader(RED, this, fields, config),
      connection: () => connection.ready(),
      ...(operation.looksAtRoute === true
        ? { describeRoute: (engine: Engine) => describedRoute(RED, config, engine) }
        : {}),
      count: status.add,
    };
    const batcher = createBatcher<Job>({
      maxItems,
      overlap: overlap(config),
      run: (jobs) => runJobs(context, jobs),
    });

    const close = async (): Promise<void> => {
      const left = await batcher.drain(drainMs);
      if (left > 0) this.warn(RED._('runtime.left', { count: left }));
      await connection.close();
      status.close();
    };

    this.on('input', (msg, send, done) => batcher.push({ msg, send, done }));
    this.on('close', (done: () => void) => {
      close().then(done, done);
    });
  }

  RED.nodes.registerType(type, OperationNode);
}
