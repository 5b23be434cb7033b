import { showAccountStatistics } from './accountStatistics';
import { attachAccountTest } from './accountTest';
import { openChoices, saveChoices } from './choices';
import type { EditorField, EditorNode } from './field';
import { attachTypedInput, saveTextArea, sourceOf, writtenValue } from './typedInputs';

/** What Node-RED gives for a configuration node that is not chosen. */
const noConfigNode = ['', '_ADD_'];

/** Prepares the dialog of a node that stands in flows. */
export function openDialog(node: EditorNode, fields: readonly EditorField[]): void {
  const sourced = fields.filter((field) => field.kind !== 'multiOptions');
  for (const field of sourced) attachTypedInput(node, field);
  for (const field of fields) if (field.kind === 'multiOptions') openChoices(node, field);
  followShowWhen(sourced);
  followChoice('account');
  followChoice('store');
  openUsedOptions(sourced);
  attachHints(node);
}

/** Reads back what Node-RED does not read by itself. */
export function saveDialog(node: EditorNode, fields: readonly EditorField[]): void {
  for (const field of fields) {
    if (field.kind === 'multiOptions') saveChoices(node, field);
    else saveTextArea(field);
  }
}

/** Prepares the dialog of a configuration node. */
export function openConfigDialog(node: EditorNode): void {
  attachAccountTest(node);
  showAccountStatistics(node);
  attachHints(node);
}

const row = (field: EditorField): JQuery => $(`.zgoda-row[data-field="${field.name}"]`);

/** Hides rows that mean nothing with the present choice of another field. */
function followShowWhen(fields: readonly EditorField[]): void {
  for (const field of fields) {
    const { showWhen } = field;
    const other = fields.find(({ name }) => name === showWhen?.field);
    if (showWhen === undefined || other === undefined) continue;
    const update = (): void => {
      const value = writtenValue(other);
      row(field).toggle(value === null || showWhen.values.includes(value));
    };
    $(`#node-input-${other.name}`).on('change', update);
    update();
  }
}

/** Shows what it means that no configuration node is chosen: test mode, or the built-in store. */
function followChoice(name: 'account' | 'store'): void {
  const choice = $(`#node-input-${name}`);
  const update = (): void =>
    void $(`.zgoda-dialog [data-without="${name}"]`).toggleClass(
      'zgoda-shown',
      noConfigNode.includes(String(choice.val() ?? '')),
    );
  choice.on('change', update);
  update();
}

/** Options that differ from a new node's are shown from the start. */
function openUsedOptions(fields: readonly EditorField[]): void {
  const options = $('.zgoda-options');
  const used = fields.some(
    (field) =>
      options.find(row(field)).length > 0 &&
      (sourceOf(field) !== field.preset.source || $(`#node-input-${field.name}`).val() !== field.preset.value),
  );
  if (used) options.attr('open', '');
}

function attachHints(node: EditorNode): void {
  $('.zgoda-dialog .zgoda-hint').each((_, element) => {
    const hint = $(element);
    RED.popover.tooltip(hint, node._(String(hint.data('hint'))));
  });
}
