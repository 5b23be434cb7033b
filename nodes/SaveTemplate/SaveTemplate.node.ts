import { describeFields, operations } from '@zgoda/engine';
import { type INodeType, type INodeTypeDescription, NodeConnectionTypes } from 'n8n-workflow';
import { nodeProperties } from '../description/properties';

/** Save Template: checks a text and saves it under a name. */
export class SaveTemplate implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Save Template',
    name: 'saveTemplate',
    icon: { light: 'file:saveTemplate.svg', dark: 'file:saveTemplate.dark.svg' },
    group: ['output'],
    version: 1,
    subtitle: 'a text under a name',
    description: operations.saveTemplate.summary,
    defaults: { name: operations.saveTemplate.title },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    usableAsTool: true,
    credentials: [{ name: 'zgodaStoreApi', displayName: 'Zgoda Store', required: false }],
    properties: nodeProperties(describeFields(operations.saveTemplate.input)),
  };
}
