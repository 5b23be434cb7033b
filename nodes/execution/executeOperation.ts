import {
  describeFields,
  type Operation,
  type OutputFiles,
  type Result,
  runOperation,
  toZgodaError,
} from '@zgoda/engine';
import type { IBinaryKeyData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Connection } from '../connection/connection';
import { describedRoute, withConnection } from '../connection/nodeConnection';
import { errorJson, toNodeError } from './nodeError';
import { readInput } from './readInput';
import { showConnectionHints } from './connectionHints';

/** Runs an operation over all items in one call and sorts the answers to the node's outputs. */
export async function executeOperation(
  context: IExecuteFunctions,
  operation: Operation,
  lend: typeof withConnection = withConnection,
): Promise<INodeExecutionData[][]> {
  const items = context.getInputData();
  const results = await resultsOf(context, operation, items.length, lend);
  const outputs: INodeExecutionData[][] = operation.outputs.map(() => []);
  for (const [itemIndex, result] of results.entries()) {
    const outputIndex = result.ok ? operation.outputOf(result.value) : outputs.length - 1;
    const item = await itemOf(context, operation, items[itemIndex], result, itemIndex);
    outputs[isTool(context) ? 0 : outputIndex]?.push(item);
  }
  return outputs;
}

/** An agent is told the first output only. */
function isTool(context: IExecuteFunctions): boolean {
  return context.getNode().type.endsWith('Tool');
}

/** One result for each item. Where nothing could be done at all, each item gets that error. */
async function resultsOf(
  context: IExecuteFunctions,
  operation: Operation,
  count: number,
  lend: typeof withConnection,
): Promise<Result<object>[]> {
  try {
    return await lend(context, operation.needsRoute, async (connection) => {
      const results = await runItems(context, operation, connection, count);
      showConnectionHints(context, connection);
      return results;
    });
  } catch (thrown) {
    const error = toZgodaError(thrown);
    return Array.from({ length: count }, () => ({ ok: false, error }));
  }
}

async function runItems(
  context: IExecuteFunctions,
  operation: Operation,
  connection: Connection,
  count: number,
): Promise<Result<object>[]> {
  const fields = describeFields(operation.input);
  const described = operation.looksAtRoute === true ? await describedRoute(context, connection) : null;
  const inputs = Array.from({ length: count }, (_, itemIndex) => readInput(context, fields, itemIndex));
  const readable = inputs.filter((input) => input.ok);
  const answers = await runOperation(
    operation,
    connection.engine.services,
    readable.map((input) => input.value),
    { route: connection.route?.name ?? described },
  );
  const answerOf = new Map(readable.map((input, index) => [input, answers[index] as Result<object>]));
  return inputs.map((input) => (input.ok ? (answerOf.get(input) as Result<object>) : input));
}

async function itemOf(
  context: IExecuteFunctions,
  operation: Operation,
  input: INodeExecutionData | undefined,
  result: Result<object>,
  itemIndex: number,
): Promise<INodeExecutionData> {
  const json: IDataObject = { ...input?.json };
  const pairedItem = { item: itemIndex };
  if (result.ok) return { ...(await resultItem(context, operation, json, result.value)), pairedItem };
  if (!context.continueOnFail()) throw toNodeError(context.getNode(), result.error, itemIndex);
  const error = errorJson(result.error);
  // n8n moves an item to a separate error output, and adds its input there, only if it holds nothing but the error.
  return { json: context.getNode().onError === 'continueErrorOutput' ? { error } : { ...json, error }, pairedItem };
}

/** The files of a result are the item's binary data, under their short names. */
async function resultItem(
  context: IExecuteFunctions,
  { resultKey, makesFiles }: Operation,
  json: IDataObject,
  value: object & OutputFiles,
): Promise<INodeExecutionData> {
  if (makesFiles !== true) return { json: { ...json, [resultKey]: { ...value } } };
  const { files = {}, ...facts } = value;
  const binary: IBinaryKeyData = {};
  for (const [name, file] of Object.entries(files)) {
    if (file === undefined) continue;
    binary[name] = await context.helpers.prepareBinaryData(file.content, file.name, file.mediaType);
  }
  return { json: { ...json, [resultKey]: facts }, binary };
}
