import { describeFields, operations } from '@zgoda/engine';
import {
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
  NodeConnectionTypes,
} from 'n8n-workflow';
import { testZgodaStore } from '../connection/credentialTests';
import { nodeProperties } from '../description/properties';
import { executeOperation } from '../execution/executeOperation';

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
    credentials: [{ name: 'zgodaStoreApi', displayName: 'Zgoda Store', required: false, testedBy: 'testZgodaStore' }],
    properties: nodeProperties(describeFields(operations.upsertContact.input)),
  };

  methods = { credentialTest: { testZgodaStore } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await executeOperation(this, operations.upsertContact);
  }
}
