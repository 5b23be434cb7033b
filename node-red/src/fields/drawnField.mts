import type { Field } from '@zgoda/engine';

/** Where the editor lets a value come from; Node-RED's own names of the sources. */
export type Source = 'str' | 'num' | 'bool' | 'json' | 'msg' | 'flow' | 'global' | 'env' | 'jsonata';

/** A field as the Node-RED editor draws it. */
export interface DrawnField extends Field {
  /** What a new node starts with. */
  readonly preset: { readonly value: string; readonly source: Source };
  /** The choices of its TypedInput, first the one for a value written in the editor. */
  readonly sources: readonly Source[];
}

const fromFlow: readonly Source[] = ['msg', 'flow', 'global', 'env', 'jsonata'];

/** Adds to each field how the editor draws it. A `from` mark presets the place in `msg.payload`. */
export function drawFields(fields: readonly Field[]): DrawnField[] {
  return fields.map((field) => ({
    ...field,
    preset: presetOf(field),
    sources: [writtenSource(field), ...fromFlow],
  }));
}

/** The name of the node property that holds the source of a field. */
export const sourceProperty = (name: string): string => `${name}Type`;

function writtenSource(field: Field): Source {
  switch (field.kind) {
    case 'number':
      return 'num';
    case 'boolean':
      return 'bool';
    case 'json':
      return 'json';
    default:
      return 'str';
  }
}

function presetOf(field: Field): DrawnField['preset'] {
  if (field.from !== undefined) {
    return { value: field.from === '' ? 'payload' : `payload.${field.from}`, source: 'msg' };
  }
  return { value: writtenText(field), source: writtenSource(field) };
}

function writtenText(field: Field): string {
  const value = field.default;
  if (value === undefined) return field.kind === 'json' ? '{}' : '';
  if (field.kind === 'list' || field.kind === 'multiOptions') return (value as string[]).join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
