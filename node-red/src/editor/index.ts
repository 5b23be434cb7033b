import css from './dialog.css';
import { openConfigDialog, openDialog, saveDialog } from './dialog';
import type { EditorNode } from './field';
import { configLabel, nodeLabel } from './labels';

/** What the generated pages call; one copy serves all node types. */
const zgodaEditor = {
  open: openDialog,
  save: saveDialog,
  openConfig: openConfigDialog,
  label: (node: EditorNode, needsRoute: boolean): string => nodeLabel(node, needsRoute),
  configLabel,
};

const holder = window as { zgodaEditor?: typeof zgodaEditor };
if (holder.zgodaEditor === undefined) {
  $('<style>').text(css).appendTo(document.head);
  holder.zgodaEditor = zgodaEditor;
}
