import type { EditorField, EditorNode } from './field';

type TypeDefinition = Exclude<Parameters<JQuery['typedInput']>[0], string | undefined>['types'];

const input = (name: string): JQuery => $(`#node-input-${name}`);
const area = (name: string): JQuery => $(`#node-written-${name}`);

/** Turns the inputs of a field's row into a choice of sources. */
export function attachTypedInput(node: EditorNode, field: EditorField): void {
  if (node[field.name] === undefined) input(field.name).val(field.preset.value);
  input(field.name).typedInput({
    default: field.preset.source,
    types: [writtenType(node, field), ...field.sources.slice(1)] as TypeDefinition,
    typeField: `#node-input-${field.name}Type`,
  });
  if (field.area) attachTextArea(node, field);
}

/** The source that is chosen now. */
export const sourceOf = (field: EditorField): string => String(input(field.name).typedInput('type'));

/** The value that is written in the editor now; null while it comes from elsewhere. */
export function writtenValue(field: EditorField): string | null {
  return sourceOf(field) === field.sources[0] ? String(input(field.name).typedInput('value')) : null;
}

/** Puts what stands in a text area where Node-RED reads the property from. */
export function saveTextArea(field: EditorField): void {
  if (field.area && writtenValue(field) !== null) input(field.name).val(String(area(field.name).val()));
}

function attachTextArea(node: EditorNode, field: EditorField): void {
  const shown = (): void => void area(field.name).toggle(writtenValue(field) !== null);
  if (writtenValue(field) !== null) area(field.name).val(String(node[field.name] ?? ''));
  input(field.name).on('change', shown);
  shown();
}

function writtenType(node: EditorNode, field: EditorField): unknown {
  if (field.area) return { value: 'str', label: node._('dialog.written'), icon: 'fa fa-pencil', hasValue: false };
  if (field.kind !== 'options') return field.sources[0];
  const blank = field.preset.value === '' ? [{ value: '', label: node._('dialog.notSet') }] : [];
  const choices = field.values.map((value) => ({ value, label: node._(`fields.${field.name}.options.${value}`) }));
  return {
    value: 'str',
    label: node._(`fields.${field.name}.label`),
    icon: 'fa fa-list-ul',
    options: [...blank, ...choices],
  };
}
