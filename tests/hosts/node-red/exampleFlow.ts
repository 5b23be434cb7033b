import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowNode } from './nodeRedHost';

const examples = join(__dirname, '../../../examples/node-red');

/** An example flow as it lies in the repository. */
export function exampleFlow(name: string): FlowNode[] {
  return JSON.parse(readFileSync(join(examples, `${name}.json`), 'utf8')) as FlowNode[];
}

/** The first campaign with its tab's variables set, over an operator that listens on a port of this machine. */
export function firstCampaignOver(port: number, variables: Readonly<Record<string, string>>): FlowNode[] {
  const env = Object.entries(variables).map(([name, value]) => ({ name, value, type: 'str' }));
  const nodes = exampleFlow('first-campaign').map((node) => {
    if (node.type === 'tab') return { ...node, env };
    return 'account' in node ? { ...node, account: 'operator' } : node;
  });
  return [...nodes, operatorAccount(port)];
}

/** An account node for a simulated operator on this machine. */
export function operatorAccount(port: number, changes: Readonly<Record<string, unknown>> = {}): FlowNode {
  return {
    id: 'operator',
    type: 'zgoda-smpp-account',
    name: 'Test operator',
    host: '127.0.0.1',
    port: String(port),
    systemId: 'shop',
    segmentsPerSecond: '2000',
    credentials: { password: 'secret' },
    ...changes,
  };
}
