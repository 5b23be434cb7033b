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
    credentials: [{ name: 'zgodaStoreApi', displayName: 'Zgoda Store', required: false, testedBy: 'testZgodaStore' }],
    properties: nodeProperties(describeFields(operations.saveTemplate.input)),
  };

  methods = { credentialTest: { testZgodaStore } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await executeOperation(this, operations.saveTemplate);
  }
}
