import type { EditorField, EditorNode } from './field';

const box = (field: EditorField, value: string): JQuery => $(`#node-choice-${field.name}-${value}`);

/** Ticks the boxes of a field of several choices. */
export function openChoices(node: EditorNode, field: EditorField): void {
  const chosen = (node[field.name] ?? field.preset.value.split(',')) as readonly string[];
  for (const value of field.values) box(field, value).prop('checked', chosen.includes(value));
}

/** Reads the boxes back, in the order of the description. */
export function saveChoices(node: EditorNode, field: EditorField): void {
  node[field.name] = field.values.filter((value) => box(field, value).prop('checked') === true);
}
