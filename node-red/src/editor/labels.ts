import type { EditorNode } from './field';

/** Label of a node in a flow; without an account it says that nothing really leaves. */
export function nodeLabel(node: EditorNode, needsRoute: boolean): string {
  const name = node.name || node._('node.title');
  const testMode = needsRoute && !node.account;
  return testMode ? `${name} (${node._('dialog.testModeLabel')})` : name;
}

/** Label of a configuration node without a name: the account where there is one. */
export function configLabel(node: EditorNode): string {
  const { systemId, host } = node;
  return systemId && host ? `${String(systemId)}@${String(host)}` : node._('node.title');
}
