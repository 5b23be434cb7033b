import { createContext, runInContext } from 'node:vm';
import { catalogOf } from '../../node-red/generate/catalog.mts';
import { nodeHtml } from '../../node-red/generate/nodeHtml.mts';
import type { NodeFace } from '../../node-red/generate/palette.mts';
import type { DrawnField } from './n8nFields';

/** What a node's page gives to `RED.nodes.registerType`. */
interface Definition {
  readonly defaults: Readonly<Record<string, { readonly value: unknown }>>;
  readonly credentials?: Readonly<Record<string, object>>;
}

/** The fields that a Node-RED node draws, by name, read back from its editor page and its English catalogue. */
export function nodeRedFields(face: NodeFace): Record<string, DrawnField> {
  const page = nodeHtml(face);
  const definition = definitionOf(page);
  const catalogue = catalogOf(face, 'en') as { fields: Record<string, { label: string }> };
  return Object.fromEntries(
    [...page.matchAll(/<div class="form-row ([^"]*)" data-field="(\w+)">/g)].map(([, classes, name]) => {
      const field = name as string;
      return [
        field,
        {
          label: catalogue.fields[field]?.label ?? '',
          default: defaultOf(definition, field),
          required: (classes as string).split(' ').includes('zgoda-required'),
        },
      ];
    }),
  );
}

/** Runs the page's script as the editor does, with an editor that only takes the definition. */
function definitionOf(page: string): Definition {
  const script = /<script type="text\/javascript">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
  let definition: Definition | undefined;
  const registerType = (_type: string, given: Definition): void => void (definition = given);
  const validator = (): (() => boolean) => () => true;
  const RED = { nodes: { registerType }, validators: { typedInput: validator, number: validator } };
  runInContext(script, createContext({ RED }));
  if (definition === undefined) throw new Error('the page registers no node');
  return definition;
}

/** Undefined for a blank, and for a field that takes its value from the message. */
function defaultOf({ defaults, credentials }: Definition, name: string): unknown {
  if (credentials?.[name] !== undefined) return undefined;
  const value = defaults[name]?.value;
  const source = defaults[`${name}Type`]?.value;
  const isBlank = value === '' || value === '{}' || (Array.isArray(value) && value.length === 0);
  if (source === 'msg' || isBlank) return undefined;
  if (source === 'num') return Number(value);
  if (source === 'bool') return value === 'true';
  return value;
}
