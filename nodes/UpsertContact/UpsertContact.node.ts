import { describeFields, operations } from '@zgoda/engine';
import { type INodeType, type INodeTypeDescription, NodeConnectionTypes } from 'n8n-workflow';
import { nodeProperties } from '../description/properties';

/** Upsert Contact: creates or updates a person, found by phone number. */
export class UpsertContact implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Upsert Contact',
    name: 'upsertContact',
    icon: { light: 'file:upsertContact.svg', dark: 'file:upsertContact.dark.svg' },
    group: ['input'],
    version: 1,
    subtitle: 'create or update',
    description: operations.upsertContact.summary,
    defaults: { name: operations.upsertContact.title },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    usableAsTool: true,
    credentials: [{ name: 'zgodaStoreApi', displayName: 'Zgoda Store', required: false }],
    properties: nodeProperties(describeFields(operations.upsertContact.input)),
  };
}
