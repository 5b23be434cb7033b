import { createContext, runInContext } from 'node:vm';
import { smppAccountSchema, storeConfigSchema } from '../../../engine/src/config';
import { inboundSms } from '../../../engine/src/operations/inboundSms';
import { operations } from '../../../engine/src/operations/index';
import { describeFields } from '../../../engine/src/shared/fields';
import { catalogOf } from '../../../node-red/generate/catalog.mts';
import { nodeFaces, type Descriptions } from '../../../node-red/generate/faces.mts';
import { helpHtml } from '../../../node-red/generate/helpHtml.mts';
import { nodeHtml } from '../../../node-red/generate/nodeHtml.mts';
import type { NodeFace } from '../../../node-red/generate/palette.mts';
import { drawFields, sourceProperty } from '../../../node-red/src/fields/drawnField.mts';

const engine = {
  operations,
  inboundSms,
  storeConfigSchema,
  smppAccountSchema,
  describeFields,
} as unknown as Descriptions;
const faces = nodeFaces(engine);

interface Definition {
  readonly category: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly defaults: Record<string, { value: unknown; required?: boolean }>;
  readonly credentials?: Record<string, unknown>;
}

/** Runs a page's script as the editor does, and gives what it registers. */
function registered(face: NodeFace): { type: string; definition: Definition } {
  const html = nodeHtml(face);
  const script = [...html.matchAll(/<script type="text\/javascript">([\s\S]*?)<\/script>/g)]
    .map(([, code]) => code)
    .join('\n');
  const calls: [string, Definition][] = [];
  const RED = {
    nodes: { registerType: (...call: [string, Definition]) => calls.push(call) },
    validators: { typedInput: () => () => true, number: () => () => true },
  };
  runInContext(script, createContext({ RED }));
  const [type, definition] = calls[0] as [string, Definition];
  return { type, definition };
}

describe.each(faces.map((face) => [face.type, face] as const))('the page of %s', (type, face) => {
  const page = registered(face);

  it('registers its type with every field of the description', () => {
    expect(page.type).toBe(type);
    const held = { ...page.definition.defaults, ...page.definition.credentials };
    for (const { name, kind, preset } of drawFields(face.fields)) {
      expect(held).toHaveProperty(name);
      if (face.kind === 'operation') {
        expect(page.definition.defaults[name]?.value).toBe(preset.value);
        expect(page.definition.defaults[sourceProperty(name)]?.value).toBe(preset.source);
      }
      if (kind === 'secret' || kind === 'longSecret') expect(page.definition.defaults).not.toHaveProperty(name);
    }
  });

  it('draws a row for each field, and a word for each key, in both languages', () => {
    const html = nodeHtml(face);
    for (const { name, required } of face.fields) {
      expect(html).toMatch(new RegExp(`zgoda-row${required ? ' zgoda-required' : ''}" data-field="${name}"`));
    }
    const keys = [...html.matchAll(/data-(?:i18n|hint)="(?:\[placeholder\])?([^"]+)"/g)].map(
      ([, key]) => key as string,
    );
    expect(keys.length).toBeGreaterThan(face.fields.length);
    for (const language of ['en', 'pl'] as const) {
      for (const key of keys) expect(typeof lookUp(catalogOf(face, language), key)).toBe('string');
    }
  });

  it.each(['en', 'pl'] as const)('has help in %s that names every field', (language) => {
    const help = helpHtml(face, language);
    expect(help).toContain(`data-help-name="${type}"`);
    for (const { name } of face.fields) expect(help).toContain(`<span class="property-type">${name}</span>`);
  });
});

describe('the editor', () => {
  it('has a node for every operation, with as many outputs', () => {
    const pages = faces.filter(({ kind }) => kind === 'operation').map((face) => registered(face).definition);
    expect(pages.map(({ outputs }) => outputs)).toEqual(Object.values(operations).map(({ outputs }) => outputs.length));
    for (const { category, inputs } of pages) expect([category, inputs]).toEqual(['Zgoda SMS', 1]);
  });

  it('refuses an operation that has no node', () => {
    expect(() =>
      nodeFaces({ ...engine, operations: { ...engine.operations, more: operations.sendSms as never } }),
    ).toThrow('no Node-RED node for more');
  });
});

function lookUp(catalog: Record<string, unknown>, key: string): unknown {
  return key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], catalog);
}
