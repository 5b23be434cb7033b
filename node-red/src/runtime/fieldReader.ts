import { ZgodaError, type RawInput } from '@zgoda/engine';
import type { Node, NodeAPI, NodeMessage } from 'node-red';
import { sourceProperty, type DrawnField, type Source } from '../fields/drawnField.mts';

/** The properties of a node as the flow file holds them. */
export type NodeConfig = Readonly<Record<string, unknown>>;

/** Finds the value of one field for a message. */
type FieldSource = (msg: NodeMessage) => unknown;

/**
 * Reads an operation's input from a message, by one rule for all nodes: the editor's value wins; a box left blank takes
 * `msg.<field>`, where the message has it; a field set to a source (`msg`, `flow`, `env`, expression) takes what is there.
 * Rejects with `invalid_input` when an expression fails.
 */
export function createFieldReader(
  RED: NodeAPI,
  node: Node,
  fields: readonly DrawnField[],
  config: NodeConfig,
): (msg: NodeMessage) => Promise<RawInput> {
  const sources = fields.map((field) => [field, sourceOf(RED, node, field, config)] as const);
  return async (msg) => {
    const raw: Record<string, unknown> = {};
    for (const [field, source] of sources) {
      try {
        raw[field.name] = nullAsBlank(await source(msg));
      } catch (cause) {
        throw new ZgodaError('invalid_input', { field: field.label, problem: 'its source cannot be read' }, cause);
      }
    }
    return raw;
  };
}

function sourceOf(RED: NodeAPI, node: Node, field: DrawnField, config: NodeConfig): FieldSource {
  const { value, source } = configured(field, config);
  switch (source) {
    case 'msg':
      return isWholeItem(field, value) ? (msg) => objectOrNothing(msg.payload) : (msg) => property(RED, msg, value);
    case 'jsonata':
      return expression(RED, node, value);
    case 'flow':
    case 'global':
    case 'env':
      return (msg) => evaluated(RED, node, value, source, msg);
    default:
      return isBlank(value) && field.kind !== 'options' ? (msg) => msg[field.name] ?? value : () => value;
  }
}

/** A flow written by hand may leave out properties: they are as in a new node. */
function configured(field: DrawnField, config: NodeConfig): { value: string; source: Source } {
  const value = config[field.name];
  const source = config[sourceProperty(field.name)];
  if (value === undefined && source === undefined) return field.preset;
  return { value: (value ?? '') as string, source: (source ?? field.sources[0]) as Source };
}

/** The csv node gives null for an empty cell. */
const nullAsBlank = (value: unknown): unknown => (value === null ? '' : value);

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

/** The preset of a field that takes the whole item: it also stands in flows whose payload is no object. */
const isWholeItem = (field: DrawnField, path: string): boolean => field.from === '' && path === field.preset.value;

const objectOrNothing = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;

/** Undefined where the path leads nowhere; throws for one that is no path. */
function property(RED: NodeAPI, msg: NodeMessage, path: string): unknown {
  try {
    return RED.util.getMessageProperty(msg, path);
  } catch (thrown) {
    if (thrown instanceof TypeError) return undefined;
    throw thrown;
  }
}

function expression(RED: NodeAPI, node: Node, text: string): FieldSource {
  let prepared: ReturnType<NodeAPI['util']['prepareJSONataExpression']> | undefined;
  return (msg) =>
    new Promise((resolve, reject) => {
      prepared ??= RED.util.prepareJSONataExpression(text, node);
      RED.util.evaluateJSONataExpression(prepared, msg, (error, value) => (error ? reject(error) : resolve(value)));
    });
}

function evaluated(RED: NodeAPI, node: Node, value: string, source: Source, msg: NodeMessage): Promise<unknown> {
  return new Promise((resolve, reject) => {
    RED.util.evaluateNodeProperty(value, source, node, msg, (error, result) =>
      error ? reject(error) : resolve(result),
    );
  });
}
