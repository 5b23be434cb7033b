import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describeFields, smppAccountSchema } from '@zgoda/engine';
import type { FlowNode } from './nodeRed.mts';
import { StartProblem } from './startProblem.mts';

/** The sample contacts that the example flow reads. */
export const contactsFile = fileURLToPath(new URL('../data/contacts.csv', import.meta.url));
const flowFile = new URL('../node-red/first-campaign.json', import.meta.url);

/** What the example flow is set to when it is deployed. */
export interface CampaignSettings {
  readonly campaign: string;
  readonly operator: { readonly host: string; readonly port: number };
  /** Segments a second. */
  readonly rate: number;
}

/** The example flow, ready to deploy. */
export interface FirstCampaign {
  readonly nodes: readonly FlowNode[];
  readonly tabId: string;
  readonly injectId: string;
}

/** Keys of the tab's context that the counting nodes write. */
export const finishedRowsKey = 'finishedRows';
export const failedRowsKey = 'failedRows';

const operatorId = 'zgoda-demo-operator';

/**
 * The example flow with its campaign and file set, an account for the operator, and nodes that count the rows that
 * Send SMS completed or failed. Throws a StartProblem when the example is not the flow that it should be.
 */
export async function readFirstCampaign(settings: CampaignSettings): Promise<FirstCampaign> {
  const example = JSON.parse(await readFile(flowFile, 'utf8')) as FlowNode[];
  const tab = find(example, 'tab');
  const inject = find(example, 'inject', 'Start campaign');
  const sender = find(example, 'zgoda-send-sms');
  const nodes = example.map((node) => {
    if (node.id === tab.id) return { ...node, env: environmentOf(settings) };
    return needsAccount(node) ? { ...node, account: operatorId } : node;
  });
  return {
    nodes: [...nodes, operatorAccount(settings), ...countingNodes(tab.id, sender.id, lowestOf(nodes) + 100)],
    tabId: tab.id,
    injectId: inject.id,
  };
}

function find(nodes: readonly FlowNode[], type: string, name?: string): FlowNode {
  const found = nodes.find((node) => node.type === type && (name === undefined || node['name'] === name));
  if (found === undefined) throw new StartProblem(`examples/node-red/first-campaign.json has no ${name ?? type} node.`);
  return found;
}

const needsAccount = (node: FlowNode): boolean => ['zgoda-send-sms', 'zgoda-inbound-sms'].includes(node.type);

function environmentOf({ campaign }: CampaignSettings): { name: string; value: string; type: 'str' }[] {
  return [
    { name: 'CAMPAIGN', value: campaign, type: 'str' },
    { name: 'CSV_FILE', value: contactsFile, type: 'str' },
  ];
}

function operatorAccount({ operator, rate }: CampaignSettings): FlowNode {
  const open = describeFields(smppAccountSchema).filter(({ kind }) => kind !== 'secret' && kind !== 'longSecret');
  const presets = open.map((field) => [field.name, field.default ?? '']);
  return {
    ...(Object.fromEntries(presets) as object),
    id: operatorId,
    type: 'zgoda-smpp-account',
    name: 'Simulated operator (nothing reaches a phone)',
    host: operator.host,
    port: operator.port,
    systemId: 'demo',
    sender: 'JARZEBINA',
    segmentsPerSecond: rate,
  };
}

/** Counts each row once: all rows come to Send SMS, which completes or fails them. */
function countingNodes(tabId: string, senderId: string, y: number): FlowNode[] {
  const finishedId = 'zgoda-demo-finished';
  const failedId = 'zgoda-demo-failed';
  const complete = { ...placed('zgoda-demo-complete', 'complete', tabId, 160, y), scope: [senderId] };
  const failed = { ...placed('zgoda-demo-catch', 'catch', tabId, 160, y + 60), scope: [senderId], uncaught: false };
  return [
    { ...complete, wires: [[finishedId]] },
    { ...failed, wires: [[failedId]] },
    {
      ...placed(finishedId, 'function', tabId, 440, y),
      name: 'Demo: count finished rows',
      func: countIn(finishedRowsKey),
      outputs: 0,
    },
    {
      ...placed(failedId, 'function', tabId, 440, y + 60),
      name: 'Demo: count failed rows',
      func: `${countIn(failedRowsKey)}\nnode.warn(msg.error.message);`,
      outputs: 0,
    },
  ];
}

const lowestOf = (nodes: readonly FlowNode[]): number => Math.max(...nodes.map((node) => Number(node['y'] ?? 0)));

const countIn = (key: string): string => `flow.set('${key}', (flow.get('${key}') ?? 0) + 1);`;

const placed = (id: string, type: string, tabId: string, x: number, y: number): FlowNode => ({
  id,
  type,
  z: tabId,
  x,
  y,
  wires: [],
});

/** What to deploy: the example, beside whatever else lies in the editor. */
export function besideOtherFlows(deployed: readonly FlowNode[], { nodes, tabId }: FirstCampaign): FlowNode[] {
  const ours = new Set(nodes.map((node) => node.id));
  return [...deployed.filter((node) => !ours.has(node.id) && node['z'] !== tabId), ...nodes];
}
